package dev.fanlight.slo;

import org.jspecify.annotations.Nullable;

/**
 * What counts for a goal and what misses it, as queries without labels.
 */
final class GoalQueries {

	private final MonitoredService service;

	GoalQueries(MonitoredService service) {
		this.service = service;
	}

	/**
	 * All that counts: every request for availability, those that did not fail for
	 * latency.
	 */
	String requests(Goal goal, String function, String window) {
		RequestSeries requests = this.service.requests();
		String matchers = requests.matchers(goal.objective().route());
		return sum(function, requests.count(),
				(goal.sli() == Sli.LATENCY) ? matchers + ',' + requests.faults().negated() : matchers, window);
	}

	/** Zero, and not nothing, as long as there are requests. */
	String misses(Goal goal, String function, String window) {
		RequestSeries requests = this.service.requests();
		String matchers = requests.matchers(goal.objective().route());
		Objective.@Nullable Latency latency = goal.objective().latency();
		if (goal.sli() == Sli.LATENCY && latency != null) {
			return requests(goal, function, window) + "\n-\n" + sum(function, requests.bucket(),
					matchers + ',' + requests.faults().negated() + ',' + edge(latency.seconds()), window);
		}
		return sum(function, requests.count(), matchers + ',' + requests.faults(), window) + "\nor\n0 * "
				+ requests(goal, function, window);
	}

	/** Java writes 1.0 where other clients, and Prometheus 3, may write 1. */
	static String edge(double seconds) {
		String number = Words.number(seconds);
		return number.contains(".") ? "le=\"" + number + '"' : "le=~\"" + number + "|" + number + "[.]0\"";
	}

	private String sum(String function, String metric, String matchers, String window) {
		return "sum(" + function + '(' + this.service.series(metric, matchers) + '[' + window + "]))";
	}

}
