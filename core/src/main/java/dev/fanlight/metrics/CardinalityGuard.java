package dev.fanlight.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the number of series within {@link CardinalityLimits}, for every registry it is
 * told to guard. A tag value that finds no room is replaced before the meter gets its id,
 * so its measurements are counted, in another series. A gauge, or a meter that reads its
 * value from a function, cannot share a series and is not registered.
 * <p>
 * State grows with the series and the folded tags, at most {@value #MOST_FOLDED} of them,
 * and never with the values that found no room. Thread-safe; no lock is taken for a
 * series that exists, folded ones included.
 */
public final class CardinalityGuard {

	/** Look-ups that were moved to another series, by meter and tag. */
	public static final String FOLDED = "fanlight.cardinality.folded";

	/** Look-ups of meters that were not registered. */
	public static final String REFUSED = "fanlight.cardinality.refused";

	/** Series there are. */
	public static final String SERIES = "fanlight.cardinality.series";

	private static final Logger logger = LoggerFactory.getLogger(CardinalityGuard.class);

	private static final int MOST_FOLDED = 1000;

	private static final int MOST_WARNINGS = 10;

	private final CardinalityLimits limits;

	private final Predicate<String> forgettable;

	private final LongSupplier nanoTime;

	private final List<GuardedRegistry> registries = new CopyOnWriteArrayList<>();

	private final Map<String, Map<String, FoldedTag>> folded = new ConcurrentHashMap<>();

	private final LongAdder refused = new LongAdder();

	private final FoldedTag more = new FoldedTag("other", "other");

	private volatile int known;

	private volatile @Nullable MeterRegistry reports;

	private int said;

	private boolean refusalSaid;

	/**
	 * Create a guard.
	 * @param limits the limits
	 * @param forgettable accepts the names of meters that are looked up for every
	 * measurement, so that an idle series of theirs can be removed
	 * @param nanoTime a clock such as {@link System#nanoTime()}
	 */
	public CardinalityGuard(CardinalityLimits limits, Predicate<String> forgettable, LongSupplier nanoTime) {
		this.limits = limits;
		this.forgettable = forgettable;
		this.nanoTime = nanoTime;
	}

	/**
	 * Guard a registry from now on. This has to be its last filter.
	 * @param registry the registry
	 */
	public void guard(MeterRegistry registry) {
		GuardedRegistry guarded = new GuardedRegistry(registry, this.limits, this);
		this.registries.add(guarded);
		registry.config().meterFilter(guarded).onMeterAdded(guarded::added).onMeterRemoved(guarded::removed);
		registry.getMeters().forEach(guarded::added);
	}

	/**
	 * Count in a registry what is folded and refused.
	 * @param registry the registry that the application uses
	 */
	public void bindTo(MeterRegistry registry) {
		Gauge.builder(SERIES, this, CardinalityGuard::series)
			.description("Series there are, at most fanlight.metrics.cardinality.series")
			.register(registry);
		FunctionCounter.builder(REFUSED, this.refused, LongAdder::sum)
			.description("Look-ups of meters that were not registered for want of room")
			.register(registry);
		this.reports = registry;
	}

	/**
	 * Make a counter for each tag that was folded since the last call, and say so in the
	 * log. Meant for a thread of its own: whoever looks a meter up may hold locks.
	 */
	public synchronized void report() {
		MeterRegistry registry = this.reports;
		if (this.refused.sum() > 0 && !this.refusalSaid) {
			this.refusalSaid = true;
			logger.warn("Meters find no room and are not registered. See /actuator/fanlight/cardinality.");
		}
		for (Map<String, FoldedTag> tags : this.folded.values()) {
			for (FoldedTag tag : tags.values()) {
				if (registry != null && tag.bind(registry) && this.said++ < MOST_WARNINGS) {
					logger.warn(
							"The tag {} of the meter {} has no room for more values; they are counted as {}."
									+ " See /actuator/fanlight/cardinality.",
							tag.tag(), tag.meter(), this.limits.other());
				}
			}
		}
	}

	/**
	 * Remove series that were idle for too long from meters that have no more room. Meant
	 * to be called by one thread, several times in that period.
	 */
	public void forget() {
		if (this.limits.forgetAfter().isZero()) {
			return;
		}
		for (GuardedRegistry guarded : this.registries) {
			// What a composite holds may only be removed through it
			boolean held = this.registries.stream()
				.anyMatch((other) -> other.registry() instanceof CompositeMeterRegistry composite
						&& composite.getRegistries().contains(guarded.registry()));
			if (!held) {
				guarded.forget(this.nanoTime.getAsLong(), this.forgettable);
			}
		}
	}

	/**
	 * The series there are.
	 * @return the number in the registry that has most
	 */
	public int series() {
		return this.registries.stream().mapToInt(GuardedRegistry::series).max().orElse(0);
	}

	/**
	 * The look-ups of meters that were not registered.
	 * @return the number
	 */
	public long refused() {
		return this.refused.sum();
	}

	/**
	 * The tags with most values, those that were folded first.
	 * @param most how many to return
	 * @return the tags, worst first
	 */
	public List<TagUsage> worst(int most) {
		Map<String, TagUsage> usages = new ConcurrentHashMap<>();
		for (GuardedRegistry guarded : this.registries) {
			if (!(guarded.registry() instanceof CompositeMeterRegistry) || this.registries.size() == 1) {
				guarded.usages((meter, tag) -> find(meter, tag))
					.forEach((usage) -> usages.merge(usage.meter() + ' ' + usage.tag(), usage,
							(one, other) -> (one.lines() >= other.lines()) ? one : other));
			}
		}
		// Folded in a composite, whose names may be others
		this.folded.values()
			.forEach(
					(tags) -> tags.values()
						.forEach((tag) -> usages.computeIfAbsent(tag.meter() + ' ' + tag.tag(),
								(key) -> new TagUsage(tag.meter(), tag.tag(),
										this.limits.values(tag.meter(), tag.tag()), tag.count(), tag.estimate(), 0, 0,
										0))));
		return usages.values()
			.stream()
			.sorted(Comparator.comparingLong(TagUsage::folded)
				.thenComparingInt(TagUsage::values)
				.thenComparingLong(TagUsage::lines)
				.reversed()
				.thenComparing(TagUsage::meter))
			.limit(most)
			.toList();
	}

	void folded(String meter, String tag, String value) {
		FoldedTag known = find(meter, tag);
		((known != null) ? known : first(meter, tag)).add(value);
	}

	void refuse() {
		this.refused.increment();
	}

	private @Nullable FoldedTag find(String meter, String tag) {
		Map<String, FoldedTag> tags = this.folded.get(meter);
		FoldedTag known = (tags != null) ? tags.get(tag) : null;
		return (known == null && this.known >= MOST_FOLDED) ? this.more : known;
	}

	private FoldedTag first(String meter, String tag) {
		// Not the lock of the report, which registers: whoever comes here may hold those
		// of a registry
		synchronized (this.folded) {
			FoldedTag known = find(meter, tag);
			if (known == null) {
				known = new FoldedTag(meter, tag);
				this.folded.computeIfAbsent(meter, (name) -> new ConcurrentHashMap<>()).put(tag, known);
				this.known = this.known + 1;
			}
			return known;
		}
	}

	/**
	 * What one tag of one meter costs.
	 *
	 * @param meter the meter
	 * @param tag the key of the tag
	 * @param values the values it has
	 * @param folded look-ups with a value that found no room
	 * @param foldedValues an estimate of the distinct values among them, with a standard
	 * error of 6.5 %
	 * @param series series of the meter
	 * @param lines lines of a scrape of the meter
	 * @param bytes an estimate of their length in bytes, uncompressed
	 */
	public record TagUsage(String meter, String tag, int values, long folded, long foldedValues, int series, long lines,
			long bytes) {
	}

	/** A tag that had a value without room. */
	static final class FoldedTag {

		private final String meter;

		private final String tag;

		private final LongAdder count = new LongAdder();

		private final DistinctEstimate values = new DistinctEstimate();

		private boolean bound;

		FoldedTag(String meter, String tag) {
			this.meter = meter;
			this.tag = tag;
		}

		void add(String value) {
			this.count.increment();
			this.values.add(value);
		}

		/** Called under the lock of the guard. */
		boolean bind(MeterRegistry registry) {
			if (this.bound) {
				return false;
			}
			this.bound = true;
			FunctionCounter.builder(FOLDED, this.count, LongAdder::sum)
				.description("Look-ups of series that were moved to another one for want of room")
				.tag("meter", this.meter)
				.tag("tag", this.tag)
				.register(registry);
			return true;
		}

		String meter() {
			return this.meter;
		}

		String tag() {
			return this.tag;
		}

		long count() {
			return this.count.sum();
		}

		long estimate() {
			return this.values.estimate();
		}

	}

	/** Finds what was folded. */
	interface Folds {

		@Nullable FoldedTag find(String meter, String tag);

	}

}
