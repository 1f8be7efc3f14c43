package dev.fanlight.slo;

import java.time.Duration;

/**
 * Alerts about the error budget of a goal.
 */
enum BudgetAlert {

	/** Failures burn the budget fast. */
	AVAILABILITY_BURNS_FAST("AvailabilityBudgetBurnsFast", Sli.AVAILABILITY, Severity.PAGE, Duration.ofMinutes(2)),

	/** Failures burn the budget slowly. */
	AVAILABILITY_BURNS_SLOWLY("AvailabilityBudgetBurnsSlowly", Sli.AVAILABILITY, Severity.TICKET,
			Duration.ofMinutes(15)),

	/** Slow requests burn the budget fast. */
	LATENCY_BURNS_FAST("LatencyBudgetBurnsFast", Sli.LATENCY, Severity.PAGE, Duration.ofMinutes(2)),

	/** Slow requests burn the budget slowly. */
	LATENCY_BURNS_SLOWLY("LatencyBudgetBurnsSlowly", Sli.LATENCY, Severity.TICKET, Duration.ofMinutes(15));

	private final String alert;

	private final Sli sli;

	private final Severity severity;

	private final Duration pending;

	BudgetAlert(String alert, Sli sli, Severity severity, Duration pending) {
		this.alert = alert;
		this.sli = sli;
		this.severity = severity;
		this.pending = pending;
	}

	String alert() {
		return this.alert;
	}

	Sli sli() {
		return this.sli;
	}

	Severity severity() {
		return this.severity;
	}

	Duration pending() {
		return this.pending;
	}

}
