package dev.fanlight.slo;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A rule of Prometheus.
 *
 * @param kind {@code record} or {@code alert}
 * @param name the name of the series or alert
 * @param expression the query
 * @param pending how long an alert must hold before it fires, or {@code null}
 * @param labels labels to add
 * @param annotations what people read, empty for a recording rule
 */
record Rule(String kind, String name, String expression, @Nullable Duration pending, Map<String, String> labels,
		Map<String, String> annotations) {

	static Rule record(String name, String expression, Map<String, String> labels) {
		return new Rule("record", name, expression, null, labels, Map.of());
	}

	static Rule alert(String name, String expression, Duration pending, Map<String, String> labels,
			Map<String, String> annotations) {
		return new Rule("alert", name, expression, pending, labels, annotations);
	}

}
