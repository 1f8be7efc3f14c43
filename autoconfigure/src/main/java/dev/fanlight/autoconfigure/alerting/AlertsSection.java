package dev.fanlight.autoconfigure.alerting;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.fanlight.alerting.Alert;
import dev.fanlight.alerting.AlertEngine;
import dev.fanlight.alerting.ChannelStatus;
import dev.fanlight.alerting.RuleStatus;
import dev.fanlight.alerting.Silence;
import dev.fanlight.autoconfigure.EndpointSection;
import org.jspecify.annotations.Nullable;

/**
 * Shows rules and channels. Silences rules for a while.
 */
final class AlertsSection implements EndpointSection {

	private static final String SILENCED = "silenced";

	private final AlertEngine engine;

	AlertsSection(AlertEngine engine) {
		this.engine = engine;
	}

	@Override
	public String name() {
		return "alerts";
	}

	@Override
	public Map<String, ?> read() {
		return Map.of("rules", this.engine.rules().stream().map(AlertsSection::rule).toList(), "channels",
				this.engine.channels().stream().map(AlertsSection::channel).toList());
	}

	@Override
	public Map<String, ?> overview() {
		Map<String, Object> firing = new LinkedHashMap<>();
		firing.put("firing",
				this.engine.rules()
					.stream()
					.filter((rule) -> rule.phase() == dev.fanlight.alerting.Phase.FIRING)
					.map(AlertsSection::rule)
					.toList());
		firing.put("rules", this.engine.rules().size());
		firing.put("channels", this.engine.channels().size());
		return firing;
	}

	private static Map<String, Object> rule(RuleStatus status) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("rule", status.rule().name());
		row.put("when", status.rule().condition().text());
		row.put("severity", status.rule().severity().id());
		row.put("state", status.phase().id());
		row.put("since", status.since().toString());
		row.put("value", Double.isFinite(status.value()) ? status.value() : null);
		row.put("words", status.words());
		putIfThere(row, "muted", status.muted());
		Alert alert = status.alert();
		if (alert != null) {
			row.put("last_alert", alert.startsAt().toString());
			row.put("summary", alert.summary());
			putIfThere(row, "route", alert.route());
			putIfThere(row, "trace_id", alert.traceId());
		}
		return row;
	}

	private static Map<String, Object> channel(ChannelStatus status) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("channel", status.name());
		row.put("waiting", status.waiting());
		row.put("delivered", status.delivered());
		row.put("retried", status.retried());
		row.put("failed", status.failed());
		row.put("dropped", status.dropped());
		putIfThere(row, "last_delivery", status.lastDelivery());
		putIfThere(row, "last_failure", status.lastFailure());
		putIfThere(row, "failure", status.failure());
		return row;
	}

	private static void putIfThere(Map<String, Object> row, String name, @Nullable Object value) {
		if (value != null) {
			row.put(name, value.toString());
		}
	}

	@Override
	public Change write(String key, String value) {
		if (!value.equals(SILENCED)) {
			throw new IllegalArgumentException("the value must be " + SILENCED);
		}
		if (!key.matches("[a-z0-9*-]+") || this.engine.rules()
			.stream()
			.noneMatch((rule) -> new Silence(key, null, "").covers(rule.rule().name()))) {
			throw new IllegalArgumentException("the key must be the name of a rule, where * stands for anything");
		}
		Runnable end = this.engine.silence(new Silence(key, null, "through the endpoint"));
		return new Change("told", SILENCED, end);
	}

}
