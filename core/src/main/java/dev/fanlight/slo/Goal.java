package dev.fanlight.slo;

import java.math.BigDecimal;

/**
 * One promise of an objective, with an error budget of its own.
 *
 * @param objective the objective
 * @param sli what is promised
 * @param target the part of requests for which it holds, above 0 and below 1
 */
public record Goal(Objective objective, Sli sli, double target) {

	/**
	 * The error budget: the part of requests that may miss the goal.
	 * @return above 0 and below 1
	 */
	public double budget() {
		return BigDecimal.ONE.subtract(BigDecimal.valueOf(this.target)).doubleValue();
	}

	/**
	 * Tells the history of this goal from that of others and from what it meant before
	 * its route or threshold changed.
	 * @return the key
	 */
	String key() {
		Objective.Latency latency = this.objective.latency();
		return this.objective.name() + '|' + this.sli.label() + '|' + this.objective.route()
				+ ((this.sli == Sli.LATENCY && latency != null) ? "|" + latency.threshold() : "");
	}

	/**
	 * The promise in words.
	 * @return for example {@code 99 % of POST /orders within 300ms}
	 */
	String inWords() {
		Objective.Latency latency = this.objective.latency();
		return Words.percent(this.target)
				+ " of " + this.objective.route() + ((this.sli == Sli.LATENCY && latency != null)
						? " within " + Words.duration(latency.threshold()) : " succeed")
				+ " over " + Words.duration(this.objective.window());
	}

}
