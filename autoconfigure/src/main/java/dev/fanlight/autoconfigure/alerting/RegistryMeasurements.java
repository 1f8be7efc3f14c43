package dev.fanlight.autoconfigure.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.fanlight.alerting.Measurements;
import dev.fanlight.alerting.MeterQuery;
import dev.fanlight.alerting.RequestTotals;
import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.autoconfigure.RequestMeterNames.Requests;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.search.Search;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Reads the meters of the application. Of several registries it reads that of Prometheus,
 * whose counters and buckets count from the start; others may forget. Requests are added
 * up as they come, since a series may be removed and count anew; a route without series
 * is forgotten when there are more than {@value #MOST_ROUTES}. Not thread-safe.
 */
final class RegistryMeasurements implements Measurements {

	static final int MOST_ROUTES = 500;

	private static final double NANOS = 1e9;

	private static final boolean PROMETHEUS = ClassUtils
		.isPresent("io.micrometer.prometheusmetrics.PrometheusMeterRegistry", null);

	private final Supplier<@Nullable MeterRegistry> registry;

	private final Supplier<@Nullable Requests> names;

	private final ScheduledJobs jobs;

	private final List<AlertReading> readings;

	private final FailedTraces traces;

	private final Map<String, RequestTotals> routes = new HashMap<>();

	private Map<Meter.Id, RequestTotals> series = Map.of();

	RegistryMeasurements(Supplier<@Nullable MeterRegistry> registry, Supplier<@Nullable Requests> names,
			ScheduledJobs jobs, List<AlertReading> readings, FailedTraces traces) {
		this.registry = registry;
		this.names = names;
		this.jobs = jobs;
		this.readings = readings;
		this.traces = traces;
	}

	@Override
	public Map<String, RequestTotals> requests() {
		Requests names = this.names.get();
		MeterRegistry registry = registry();
		if (names == null || registry == null) {
			return Map.of();
		}
		Map<Meter.Id, RequestTotals> current = new HashMap<>();
		Set<String> counted = new HashSet<>();
		for (Timer timer : registry.find(names.meter()).timers()) {
			boolean fault = names.isFault((label) -> label(timer, label));
			RequestTotals totals = totals(timer, fault);
			RequestTotals before = this.series.get(timer.getId());
			String route = label(timer, names.method()) + " " + label(timer, names.route());
			this.routes.merge(route, (before != null) ? totals.since(before) : totals, RequestTotals::plus);
			current.put(timer.getId(), totals);
			counted.add(route);
		}
		this.series = current;
		if (this.routes.size() > MOST_ROUTES) {
			this.routes.keySet().retainAll(counted);
		}
		return Map.copyOf(this.routes);
	}

	private static RequestTotals totals(Timer timer, boolean fault) {
		CountAtBucket[] histogram = timer.takeSnapshot().histogramCounts();
		long count = timer.count();
		int finite = histogram.length;
		while (finite > 0 && histogram[finite - 1].bucket() >= Long.MAX_VALUE) {
			finite--;
		}
		double[] edges = new double[finite];
		double[] buckets = new double[finite];
		for (int i = 0; i < finite; i++) {
			edges[i] = histogram[i].bucket() / NANOS;
			buckets[i] = histogram[i].count();
		}
		return new RequestTotals(count, fault ? count : 0, edges, buckets);
	}

	/** Names of labels stand as Prometheus shows them. */
	private static String label(Meter meter, String label) {
		for (Tag tag : meter.getId().getTagsAsIterable()) {
			if (tag.getKey().replace('.', '_').replace('-', '_').equals(label)) {
				return tag.getValue();
			}
		}
		return "";
	}

	@Override
	public OptionalDouble total(MeterQuery meters) {
		return find(meters).stream()
			.map(RegistryMeasurements::count)
			.filter(OptionalDouble::isPresent)
			.mapToDouble(OptionalDouble::getAsDouble)
			.reduce(Double::sum);
	}

	private static OptionalDouble count(Meter meter) {
		return meter.match((gauge) -> OptionalDouble.empty(), (counter) -> OptionalDouble.of(counter.count()),
				(timer) -> OptionalDouble.of(timer.count()), (summary) -> OptionalDouble.of(summary.count()),
				(tasks) -> OptionalDouble.empty(), (gauge) -> OptionalDouble.empty(),
				(counter) -> OptionalDouble.of(counter.count()), (timer) -> OptionalDouble.of(timer.count()),
				(other) -> OptionalDouble.empty());
	}

	@Override
	public List<Observed> values(MeterQuery meters) {
		List<Observed> values = new ArrayList<>();
		for (Meter meter : find(meters)) {
			value(meter).ifPresent((value) -> values.add(new Observed(rest(meter, meters), value, Map.of())));
		}
		return values;
	}

	private static OptionalDouble value(Meter meter) {
		return meter.match((gauge) -> OptionalDouble.of(gauge.value()), (counter) -> OptionalDouble.empty(),
				(timer) -> OptionalDouble.empty(), (summary) -> OptionalDouble.empty(),
				(tasks) -> OptionalDouble.of(tasks.activeTasks()),
				(gauge) -> OptionalDouble.of(gauge.value(TimeUnit.SECONDS)), (counter) -> OptionalDouble.empty(),
				(timer) -> OptionalDouble.empty(), (other) -> OptionalDouble.empty());
	}

	/** The tags that the query leaves open. */
	private static String rest(Meter meter, MeterQuery query) {
		Map<String, String> tags = new TreeMap<>();
		meter.getId().getTagsAsIterable().forEach((tag) -> tags.put(tag.getKey(), tag.getValue()));
		tags.keySet().removeAll(query.tags().keySet());
		return tags.isEmpty() ? "" : String.join(",", tags.entrySet().stream().map(Object::toString).toList());
	}

	private Collection<Meter> find(MeterQuery meters) {
		MeterRegistry registry = registry();
		if (registry == null) {
			return List.of();
		}
		Search search = registry.find(meters.name());
		meters.tags().forEach(search::tag);
		return search.meters();
	}

	private @Nullable MeterRegistry registry() {
		return cumulative(this.registry.get());
	}

	private static @Nullable MeterRegistry cumulative(@Nullable MeterRegistry registry) {
		if (!(registry instanceof CompositeMeterRegistry composite)) {
			return registry;
		}
		MeterRegistry found = null;
		for (MeterRegistry child : composite.getRegistries()) {
			MeterRegistry candidate = cumulative(child);
			if (found == null || (candidate != null && candidate.getClass().getName().contains("Prometheus"))) {
				found = candidate;
			}
		}
		return found;
	}

	@Override
	public List<Job> jobs(String name) {
		return this.jobs.named(name);
	}

	@Override
	public List<Observed> reading(String reading) {
		return this.readings.stream()
			.filter((candidate) -> candidate.name().equals(reading))
			.flatMap((candidate) -> candidate.values().stream())
			.map((value) -> new Observed(value.subject(), value.value(), value.details()))
			.toList();
	}

	@Override
	public @Nullable String failedTrace(@Nullable String route) {
		return this.traces.last(route);
	}

	@Override
	public @Nullable String slowTrace(String route, Instant since) {
		Requests names = this.names.get();
		return (PROMETHEUS && names != null) ? SlowTraces.slowest(registry(), names, route, since) : null;
	}

}
