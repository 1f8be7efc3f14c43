package dev.fanlight.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Hands alerts over to an Alertmanager, as Prometheus does: labels that stay the same
 * tell one alert from another, what changes is annotated, and an alert that is due is
 * sent again before the end it was given, which is four such times away.
 */
final class AlertmanagerChannel implements AlertChannel {

	private final HttpPost post;

	private final Duration repeat;

	private final InstantSource clock;

	AlertmanagerChannel(HttpPost post, Duration repeat, InstantSource clock) {
		this.post = post;
		this.repeat = repeat;
		this.clock = clock;
	}

	@Override
	public Duration repeatAfter() {
		return this.repeat;
	}

	@Override
	public void send(Alert alert) throws Exception {
		Map<String, String> labels = new LinkedHashMap<>();
		labels.put("alertname", alert.rule());
		labels.put("severity", alert.severity().id());
		labels.put("service", alert.source().service());
		labels.put("environment", alert.source().environment());
		put(labels, "instance", alert.source().instance());
		Map<String, String> annotations = new LinkedHashMap<>();
		annotations.put("summary", alert.summary());
		annotations.put("description", alert.condition());
		put(annotations, "route", alert.route());
		put(annotations, "subject", alert.subject());
		put(annotations, "trace_id", alert.traceId());
		put(annotations, "runbook_url", alert.runbookUrl());
		put(annotations, "service_version", alert.source().version());
		Instant endsAt = (alert.endsAt() != null) ? alert.endsAt()
				: this.clock.instant().plus(this.repeat.multipliedBy(4));
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("labels", labels);
		message.put("annotations", annotations);
		message.put("startsAt", alert.startsAt());
		message.put("endsAt", endsAt);
		this.post.send(Json.of(List.of(message)), Map.of());
	}

	private static void put(Map<String, String> map, String name, @Nullable String value) {
		// An empty label is no label, says Prometheus
		if (value != null && !value.isEmpty()) {
			map.put(name, value);
		}
	}

}
