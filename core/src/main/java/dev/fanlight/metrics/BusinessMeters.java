package dev.fanlight.metrics;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;

/**
 * Makes the meters of an application's own business, and checks their names, units and
 * tags against the naming conventions of Prometheus and OpenTelemetry when they are made
 * and first used. A meter that offends works all the same; what is wrong is said once for
 * each name, for at most {@value #MAX_COMPLAINTS} names. The meters go through every
 * filter of the registry. Thread-safe.
 *
 * <pre class="code">
 * MeterProvider&lt;Counter&gt; orders = meters.counter("shop.orders", "Orders stored");
 * orders.withTag("payment_method", "card").increment();
 * </pre>
 */
public final class BusinessMeters {

	static final int MAX_COMPLAINTS = 1000;

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([._][a-z0-9]+)+");

	private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*([._][a-z0-9]+)*");

	/** What Prometheus adds, or keeps for itself. */
	private static final Pattern RESERVED_ENDING = Pattern.compile(".*[._](total|count|sum|bucket|created|info|max)");

	private static final Pattern UNIT_ENDING = Pattern
		.compile(".*[._](seconds|millis|milliseconds|ms|minutes|hours|bytes|kb|mb|gb|percent)");

	/** Labels that the scrape or a histogram sets. */
	private static final Set<String> RESERVED_KEYS = Set.of("le", "quantile", "job", "instance");

	/** Units that have a base unit, and that. */
	private static final Pattern DERIVED_UNIT = Pattern.compile(
			"(milli|micro|nano)s(econds)?|ms|us|ns|milliseconds|minutes|hours|days|kb|mb|gb|kilobytes|megabytes|percent|%");

	private final MeterRegistry registry;

	private final Consumer<String> complaints;

	private final Set<String> complained = ConcurrentHashMap.newKeySet();

	/**
	 * Create the helper.
	 * @param registry where the meters are
	 * @param complaints takes a sentence about what is wrong; may throw to be strict
	 */
	public BusinessMeters(MeterRegistry registry, Consumer<String> complaints) {
		this.registry = registry;
		this.complaints = complaints;
	}

	/**
	 * A counter of things that happen.
	 * @param name for example {@code shop.orders}
	 * @param description what is counted
	 * @return the counters by tags
	 */
	public MeterProvider<Counter> counter(String name, String description) {
		check(name, description);
		return checked(name, Counter.builder(name).description(description).withRegistry(this.registry));
	}

	/**
	 * A timer of how long something takes. The unit is seconds.
	 * @param name for example {@code shop.payment}
	 * @param description what is measured
	 * @param buckets edges of its histogram, or none
	 * @return the timers by tags
	 */
	public MeterProvider<Timer> timer(String name, String description, Duration... buckets) {
		check(name, description);
		Timer.Builder builder = Timer.builder(name).description(description);
		return checked(name,
				((buckets.length > 0) ? builder.serviceLevelObjectives(buckets) : builder).withRegistry(this.registry));
	}

	/**
	 * A distribution of how much something is.
	 * @param name for example {@code shop.order.value}
	 * @param unit its base unit in the plural, such as {@code bytes} or {@code euros}, or
	 * empty where it has none
	 * @param description what is measured
	 * @param buckets edges of its histogram, or none
	 * @return the distributions by tags
	 */
	public MeterProvider<DistributionSummary> distribution(String name, String unit, String description,
			double... buckets) {
		check(name, description);
		checkUnit(name, unit);
		DistributionSummary.Builder builder = DistributionSummary.builder(name)
			.baseUnit(unit.isEmpty() ? null : unit)
			.description(description);
		return checked(name,
				((buckets.length > 0) ? builder.serviceLevelObjectives(buckets) : builder).withRegistry(this.registry));
	}

	/**
	 * A gauge of how much there is now.
	 * @param name for example {@code shop.carts.open}
	 * @param unit its base unit in the plural, such as {@code bytes} or {@code carts}, or
	 * empty where it has none
	 * @param description what is measured
	 * @param value asked at each scrape
	 * @param tags keys and values by turns
	 * @return the gauge
	 */
	public Gauge gauge(String name, String unit, String description, Supplier<Number> value, String... tags) {
		check(name, description);
		checkUnit(name, unit);
		for (int i = 0; i < tags.length; i += 2) {
			checkKey(name, tags[i]);
		}
		return Gauge.builder(name, value)
			.baseUnit(unit.isEmpty() ? null : unit)
			.description(description)
			.tags(tags)
			.register(this.registry);
	}

	private <T extends Meter> MeterProvider<T> checked(String name, MeterProvider<T> meters) {
		return (tags) -> {
			for (Tag tag : tags) {
				checkKey(name, tag.getKey());
			}
			return meters.withTags(tags);
		};
	}

	private void check(String name, String description) {
		if (!NAME.matcher(name).matches()) {
			complain(name, "must be lower case words with dots, the first of them for the application,"
					+ " such as shop.orders");
		}
		else if (RESERVED_ENDING.matcher(name).matches()) {
			complain(name, "must not end with a word that Prometheus adds itself or keeps for itself (total, count,"
					+ " sum, bucket, created, info, max)");
		}
		else if (UNIT_ENDING.matcher(name).matches()) {
			complain(name, "must not end with a unit: it is added where it is shown");
		}
		else if (description.isBlank()) {
			complain(name, "needs a description");
		}
	}

	private void checkUnit(String name, String unit) {
		if (DERIVED_UNIT.matcher(unit).matches()) {
			complain(name, "must be in the base unit: seconds, bytes or a ratio from 0 to 1, not " + unit);
		}
		else if (!unit.matches("([a-z]+(_[a-z]+)*)?")) {
			complain(name, "has the unit '" + unit + "', which must be a word in lower case such as bytes");
		}
	}

	private void checkKey(String name, String key) {
		if (RESERVED_KEYS.contains(key) || !KEY.matcher(key).matches()) {
			complain(name, "has the tag '" + key + "', which must be lower case words with dots or underscores, and"
					+ " none of le, quantile, job and instance");
		}
	}

	private void complain(String name, String sentence) {
		if (this.complained.size() < MAX_COMPLAINTS && this.complained.add(name)) {
			this.complaints.accept("The meter '" + name + "' " + sentence + ".");
		}
	}

}
