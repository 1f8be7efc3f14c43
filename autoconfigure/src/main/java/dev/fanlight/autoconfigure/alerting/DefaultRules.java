package dev.fanlight.autoconfigure.alerting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.fanlight.alerting.Severity;
import dev.fanlight.autoconfigure.alerting.AlertsProperties.Rule;

/**
 * The rules that every application has once somebody is to be told.
 */
final class DefaultRules {

	/** The reading of objectives, there as soon as one is set. */
	static final String BURN_RATE = "burn-rate";

	private DefaultRules() {
	}

	/**
	 * The rules.
	 * @param burnRates whether burn rates are known
	 * @param runbooks where the pages are that the alerts of Prometheus have, too
	 * @return the rules by name
	 */
	static Map<String, Rule> all(boolean burnRates, String runbooks) {
		Map<String, Rule> rules = new LinkedHashMap<>();
		rules.put("error-rate",
				rule("error-rate > 5%", Duration.ofSeconds(30), Severity.PAGE, runbooks + "/HighErrorRate.md"));
		rules.put("slow-requests",
				rule("p99 > 2s", Duration.ofMinutes(5), Severity.TICKET, runbooks + "/HighLatency.md"));
		// Not state=open: each attempt of an outage half-opens the breaker
		rules.put("telemetry-down", rule("value(fanlight.delivery.breaker{state=closed}) < 1", Duration.ofMinutes(10),
				Severity.TICKET, runbooks + "/TelemetryNotDelivered.md"));
		if (burnRates) {
			rules.put("budget-burns", rule(BURN_RATE + " > 14.4", Duration.ofMinutes(2), Severity.PAGE,
					runbooks + "/AvailabilityBudgetBurnsFast.md"));
		}
		return rules;
	}

	private static Rule rule(String when, Duration hold, Severity severity, String runbook) {
		return new Rule(true, when, hold, severity, Duration.ofMinutes(5), null, null, null, runbook);
	}

}
