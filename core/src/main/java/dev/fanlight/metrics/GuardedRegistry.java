package dev.fanlight.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import dev.fanlight.metrics.CardinalityGuard.Folds;
import dev.fanlight.metrics.CardinalityGuard.FoldedTag;
import dev.fanlight.metrics.CardinalityGuard.TagUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import org.jspecify.annotations.Nullable;

/**
 * The series of one registry, and the filter that decides which get in. A registry asks
 * its filters only for ids under which it has not created a meter.
 */
final class GuardedRegistry implements MeterFilter {

	/** The name under which a meter is not registered. */
	private static final String REFUSED = "fanlight.cardinality.none";

	/** A tag with no more values than this keeps them when a meter has no more room. */
	private static final int FEW = 16;

	/** Series of a meter that are left for folded ones, or half of its limit. */
	private static final int MOST_FOLDED = 68;

	/** Those of them that have no value of their own, one for each set of tag keys. */
	private static final int MOST_REST = 4;

	/** Characters of a line of a scrape beside name and tags: braces, value, end. */
	private static final int LINE = 16;

	private static final int QUOTES = 4;

	private final MeterRegistry registry;

	private final CardinalityLimits limits;

	private final int forFolded;

	private final CardinalityGuard guard;

	private final Map<String, GuardedMeter> meters = new ConcurrentHashMap<>();

	private final AtomicInteger series = new AtomicInteger();

	GuardedRegistry(MeterRegistry registry, CardinalityLimits limits, CardinalityGuard guard) {
		this.registry = registry;
		this.limits = limits;
		this.forFolded = Math.min(MOST_FOLDED, limits.seriesPerMeter() / 2);
		this.guard = guard;
	}

	MeterRegistry registry() {
		return this.registry;
	}

	int series() {
		return this.series.get();
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		GuardedMeter meter = this.meters.get(id.getName());
		if (meter != null && meter.series.contains(id)) {
			return id;
		}
		Meter.Id admitted = admit(meter, id, false);
		if (admitted == null && (meter != null || hasRoom())) {
			synchronized (this) {
				admitted = admit(this.meters.get(id.getName()), id, true);
			}
		}
		if (admitted == id) {
			return id;
		}
		return (admitted != null) ? folded(id, admitted) : refused(id);
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		return id.getName().equals(REFUSED) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
	}

	/**
	 * Find the series of an id.
	 * @param create whether it may be a new one
	 * @return the id of the series, or {@code null} if there is none
	 */
	private Meter.@Nullable Id admit(@Nullable GuardedMeter known, Meter.Id id, boolean create) {
		if (known == null && (!create || !hasRoom())) {
			return null;
		}
		GuardedMeter meter = (known != null) ? known : new GuardedMeter(id.getName());
		Meter.Id within = fold(id, (tag) -> meter.hasRoom(tag, this.limits));
		if (within != id && isRead(meter, id)) {
			return null;
		}
		if (meter.series.contains(within)) {
			return within;
		}
		boolean read = isRead(meter, id);
		if (hasRoom() && meter.series.size() < this.limits.seriesPerMeter() - (read ? 0 : this.forFolded)) {
			return create ? created(meter, within, meter.series) : null;
		}
		if (read) {
			return null;
		}
		Meter.Id few = fold(id, (tag) -> meter.has(tag) ? meter.count(tag.getKey()) <= FEW
				: meter.count(tag.getKey()) < FEW && meter.hasRoom(tag, this.limits));
		if (meter.beyond.contains(few)) {
			return few;
		}
		if (hasRoom() && meter.beyond.size() < this.forFolded - MOST_REST) {
			return create ? created(meter, few, meter.beyond) : null;
		}
		Meter.Id rest = fold(id, (tag) -> false);
		if (meter.rest.contains(rest)) {
			return rest;
		}
		return (create && meter.rest.size() < Math.min(MOST_REST, this.forFolded)) ? created(meter, rest, meter.rest)
				: null;
	}

	private boolean hasRoom() {
		return this.series.get() < this.limits.series();
	}

	private Meter.Id created(GuardedMeter meter, Meter.Id id, Set<Meter.Id> kind) {
		kind.add(id);
		meter.keep(id, this.limits.other());
		this.series.incrementAndGet();
		this.meters.put(meter.name, meter);
		return id;
	}

	private Meter.Id folded(Meter.Id id, Meter.Id admitted) {
		for (Tag tag : id.getTagsAsIterable()) {
			if (!tag.getValue().equals(admitted.getTag(tag.getKey()))) {
				this.guard.folded(id.getName(), tag.getKey(), tag.getValue());
			}
		}
		return admitted;
	}

	private Meter.Id refused(Meter.Id id) {
		this.guard.refuse();
		return id.withName(REFUSED).replaceTags(Tags.empty());
	}

	/** The value of a gauge is read: two of them cannot be one. */
	private static boolean isRead(GuardedMeter meter, Meter.Id id) {
		return meter.read || id.getType() == Meter.Type.GAUGE || id.getType() == Meter.Type.OTHER;
	}

	private Meter.Id fold(Meter.Id id, Predicate<Tag> stays) {
		List<Tag> folded = null;
		int i = 0;
		for (Tag tag : id.getTagsAsIterable()) {
			if (!stays.test(tag) && !tag.getValue().equals(this.limits.other())) {
				folded = (folded != null) ? folded : new ArrayList<>(id.getTags());
				folded.set(i, Tag.of(tag.getKey(), this.limits.other()));
			}
			i++;
		}
		return (folded != null) ? id.replaceTags(folded) : id;
	}

	synchronized void added(Meter added) {
		Meter.Id id = added.getId();
		GuardedMeter meter = this.meters.computeIfAbsent(id.getName(), GuardedMeter::new);
		meter.read |= added instanceof FunctionCounter || added instanceof FunctionTimer;
		// There before the guard was, or removed by another thread since it was admitted
		if (!meter.series.contains(id) && !meter.beyond.contains(id) && !meter.rest.contains(id)) {
			created(meter, id, meter.series);
		}
	}

	synchronized void removed(Meter removed) {
		GuardedMeter meter = this.meters.get(removed.getId().getName());
		if (meter != null && meter.remove(removed.getId(), this.limits.other())) {
			this.series.decrementAndGet();
			if (meter.isEmpty()) {
				this.meters.remove(meter.name);
			}
		}
	}

	void forget(long now, Predicate<String> forgettable) {
		long period = this.limits.forgetAfter().toNanos();
		Map<String, Map<Meter.Id, Idle>> idle = new HashMap<>();
		for (Meter candidate : this.registry.getMeters()) {
			GuardedMeter meter = this.meters.get(candidate.getId().getName());
			if (meter == null || !forgettable.test(meter.name) || !(candidate instanceof Timer timer)
					|| (hasRoom() && !isFull(meter))) {
				continue;
			}
			Idle before = meter.idle.get(candidate.getId());
			Idle after = Idle.of(before, timer.count(), now);
			if (now - after.since() >= period) {
				this.registry.remove(candidate);
			}
			else {
				idle.computeIfAbsent(meter.name, (name) -> new HashMap<>()).put(candidate.getId(), after);
			}
		}
		this.meters.values().forEach((meter) -> meter.idle = idle.getOrDefault(meter.name, Map.of()));
	}

	private boolean isFull(GuardedMeter meter) {
		return meter.series.size() >= this.limits.seriesPerMeter() - this.forFolded || meter.hasFullTag(this.limits);
	}

	List<TagUsage> usages(Folds folds) {
		Map<String, long[]> sizes = new HashMap<>();
		for (Meter meter : this.registry.getMeters()) {
			long[] size = sizes.computeIfAbsent(meter.getId().getName(), (name) -> new long[3]);
			long lines = lines(meter);
			size[0]++;
			size[1] += lines;
			size[2] += lines * length(meter.getId());
		}
		List<TagUsage> usages = new ArrayList<>();
		sizes.forEach((name, size) -> {
			GuardedMeter meter = this.meters.get(name);
			if (meter != null) {
				meter.values.forEach((tag, values) -> {
					FoldedTag folded = folds.find(name, tag);
					usages.add(new TagUsage(name, tag, values.size(), (folded != null) ? folded.count() : 0,
							(folded != null) ? folded.estimate() : 0, (int) size[0], size[1], size[2]));
				});
			}
		});
		return usages;
	}

	private static long lines(Meter meter) {
		if (meter instanceof HistogramSupport histogram
				&& (meter instanceof Timer || meter instanceof DistributionSummary)) {
			int buckets = histogram.takeSnapshot().histogramCounts().length;
			// Count, sum and maximum, and the bucket without end
			return 3L + ((buckets > 0) ? buckets + 1 : 0);
		}
		if (meter instanceof Counter) {
			return 1;
		}
		long lines = 0;
		for (Object measurement : meter.measure()) {
			lines++;
		}
		return lines;
	}

	private static long length(Meter.Id id) {
		long length = id.getName().length() + LINE;
		for (Tag tag : id.getTagsAsIterable()) {
			length += tag.getKey().length() + tag.getValue().length() + QUOTES;
		}
		return length;
	}

	/** The series of one meter; what it has grows under the lock of the registry. */
	private static final class GuardedMeter {

		private final String name;

		private final Set<Meter.Id> series = ConcurrentHashMap.newKeySet();

		private final Set<Meter.Id> beyond = ConcurrentHashMap.newKeySet();

		private final Set<Meter.Id> rest = ConcurrentHashMap.newKeySet();

		private final Map<String, Set<String>> values = new ConcurrentHashMap<>();

		private volatile boolean read;

		private Map<Meter.Id, Idle> idle = Map.of();

		GuardedMeter(String name) {
			this.name = name;
		}

		boolean has(Tag tag) {
			Set<String> known = this.values.get(tag.getKey());
			return known != null && known.contains(tag.getValue());
		}

		int count(String key) {
			Set<String> known = this.values.get(key);
			return (known != null) ? known.size() : 0;
		}

		boolean hasRoom(Tag tag, CardinalityLimits limits) {
			return has(tag) || count(tag.getKey()) < limits.values(this.name, tag.getKey());
		}

		boolean hasFullTag(CardinalityLimits limits) {
			return this.values.entrySet()
				.stream()
				.anyMatch((tag) -> tag.getValue().size() >= limits.values(this.name, tag.getKey()));
		}

		void keep(Meter.Id id, String other) {
			keep(id, other, this.values);
		}

		private static void keep(Meter.Id id, String other, Map<String, Set<String>> values) {
			for (Tag tag : id.getTagsAsIterable()) {
				if (!tag.getValue().equals(other)) {
					values.computeIfAbsent(tag.getKey(), (key) -> ConcurrentHashMap.newKeySet()).add(tag.getValue());
				}
			}
		}

		boolean isEmpty() {
			return this.series.isEmpty() && this.beyond.isEmpty() && this.rest.isEmpty();
		}

		boolean remove(Meter.Id id, String other) {
			if (!this.series.remove(id) && !this.beyond.remove(id) && !this.rest.remove(id)) {
				return false;
			}
			Map<String, Set<String>> left = new HashMap<>();
			for (Set<Meter.Id> kind : List.of(this.series, this.beyond, this.rest)) {
				kind.forEach((rest) -> keep(rest, other, left));
			}
			this.values.keySet().retainAll(left.keySet());
			this.values.putAll(left);
			return true;
		}

	}

	/**
	 * A series that is not measured.
	 *
	 * @param count its count
	 * @param since when it was that first
	 */
	private record Idle(long count, long since) {

		static Idle of(@Nullable Idle before, long count, long now) {
			return (before != null && before.count() == count) ? before : new Idle(count, now);
		}

	}

}
