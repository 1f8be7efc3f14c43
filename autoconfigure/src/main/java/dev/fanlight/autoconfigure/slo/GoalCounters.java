package dev.fanlight.autoconfigure.slo;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.RequestMeterNames.Requests;
import dev.fanlight.slo.ErrorBudgets;
import dev.fanlight.slo.Goal;
import dev.fanlight.slo.LabelMatcher;
import dev.fanlight.slo.Objective.Latency;
import dev.fanlight.slo.Objective.Route;
import dev.fanlight.slo.Sli;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the meters of requests what was counted since the last reading. Durations
 * come from the bucket of the threshold, so they need a registry whose buckets count up,
 * as those of Prometheus do; others tell about availability alone. Remembers two numbers
 * per goal and meter that is there. Not thread-safe.
 */
final class GoalCounters {

	private static final String PROMETHEUS = "io.micrometer.prometheusmetrics.";

	private final MeterRegistry registry;

	private final Requests names;

	private final LabelMatcher faults;

	private Map<Key, long[]> last = new HashMap<>();

	GoalCounters(MeterRegistry registry, Requests names) {
		this.registry = registry;
		this.names = names;
		this.faults = LabelMatcher.parse(names.faults());
	}

	/**
	 * Add what was counted since the last time.
	 * @param budgets whose goals are counted, and what takes the counts
	 */
	void addTo(ErrorBudgets budgets) {
		Map<Key, long[]> current = new HashMap<>();
		MeterRegistry source = source();
		boolean buckets = source.getClass().getName().startsWith(PROMETHEUS);
		for (Timer timer : source.find(this.names.meter()).timers()) {
			Map<String, String> labels = labels(timer);
			HistogramSnapshot snapshot = null;
			for (Goal goal : budgets.goals()) {
				boolean fault = this.faults.matches(labels.get(this.faults.label()));
				Latency latency = goal.objective().latency();
				boolean counts = goal.sli() == Sli.AVAILABILITY || !fault && buckets && latency != null;
				if (!counts || !matches(goal.objective().route(), labels)) {
					continue;
				}
				snapshot = (snapshot != null) ? snapshot : timer.takeSnapshot();
				long requests = snapshot.count();
				long misses = (goal.sli() == Sli.AVAILABILITY) ? (fault ? requests : 0)
						: requests - fastEnough(snapshot, latency);
				Key key = new Key(goal, timer.getId());
				long[] before = this.last.getOrDefault(key, new long[2]);
				// A meter that was removed and came back counts from zero
				boolean again = requests < before[0];
				budgets.add(goal, again ? requests : requests - before[0],
						again ? misses : Math.max(0, misses - before[1]));
				current.put(key, new long[] { requests, Math.max(misses, again ? 0 : before[1]) });
			}
		}
		this.last = current;
	}

	/** Of several registries the one that counts buckets. */
	private MeterRegistry source() {
		Collection<MeterRegistry> registries = (this.registry instanceof CompositeMeterRegistry composite)
				? composite.getRegistries() : List.of();
		return registries.stream()
			.filter((candidate) -> candidate.getClass().getName().startsWith(PROMETHEUS))
			.findFirst()
			.orElse(this.registry);
	}

	private static Map<String, String> labels(Meter meter) {
		Map<String, String> labels = new HashMap<>();
		for (Tag tag : meter.getId().getTagsAsIterable()) {
			labels.put(NamingConvention.snakeCase.tagKey(tag.getKey()), tag.getValue());
		}
		return labels;
	}

	private boolean matches(Route route, Map<String, String> labels) {
		return (route.method().equals(Route.ANY) || route.method().equals(labels.get(this.names.method())))
				&& (route.path().equals(Route.ANY) || route.path().equals(labels.get(this.names.route())));
	}

	private static long fastEnough(HistogramSnapshot snapshot, @Nullable Latency latency) {
		double threshold = (latency != null) ? latency.threshold().toNanos() : 0;
		for (CountAtBucket bucket : snapshot.histogramCounts()) {
			if (bucket.bucket(TimeUnit.NANOSECONDS) == threshold) {
				return (long) bucket.count();
			}
		}
		// Without the bucket nothing is known, and nothing is held against the service
		return snapshot.count();
	}

	private record Key(Goal goal, Meter.Id meter) {
	}

}
