package dev.fanlight.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

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
	 * The windows over which its burn rate is watched.
	 * @return each once, the shortest first
	 */
	public List<Duration> burnWindows() {
		return BurnWindow.lengths(this.objective.window());
	}

	/**
	 * A window in words.
	 * @param window the window
	 * @return as Prometheus writes it, for example {@code 1h30m}
	 */
	public static String inWords(Duration window) {
		return Words.duration(window);
	}

	/**
	 * The promise in words.
	 * @return for example {@code 99 % of POST /orders within 300ms}
	 */
	public String inWords() {
		Objective.Latency latency = this.objective.latency();
		return Words.percent(this.target)
				+ " of " + this.objective.route() + ((this.sli == Sli.LATENCY && latency != null)
						? " within " + Words.duration(latency.threshold()) : " succeed")
				+ " over " + Words.duration(this.objective.window());
	}

}
