package dev.fanlight.alerting;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When an alert is due, as written in {@code when}.
 *
 * @param text the condition as it was written
 * @param kind what is judged
 * @param meter the meters, for the kinds that read some
 * @param name the percentile as {@code p99}, the job, or the reading
 * @param subject what of a reading is meant, or {@code null} for all
 * @param percentile the percentile from 0 to 1, for that kind
 * @param above whether values above the threshold meet it, rather than those below
 * @param inclusive whether the threshold itself meets it
 * @param threshold the threshold: a ratio, seconds, a number or a number per second
 * @param limit the threshold as it was written
 * @param window over how much of the past it is judged; for a job, how late it may be
 */
public record Condition(String text, Kind kind, @Nullable MeterQuery meter, String name, @Nullable String subject,
		double percentile, boolean above, boolean inclusive, double threshold, String limit, Duration window) {

	/** The longest window, which bounds what has to be remembered. */
	public static final Duration LONGEST_WINDOW = Duration.ofHours(6);

	/**
	 * Read a condition.
	 * @param text the condition
	 * @param window the window of conditions that name none
	 * @return the condition
	 * @throws ConditionException if it cannot be meant
	 */
	public static Condition parse(String text, Duration window) {
		return new ConditionParser(text, window).parse();
	}

	boolean isMet(double value) {
		return (this.above ? value > this.threshold : value < this.threshold)
				|| (this.inclusive && value == this.threshold);
	}

	/**
	 * Whether one value is worse than another.
	 * @param value the value
	 * @param other the other
	 * @return whether it is
	 */
	boolean isWorse(double value, double other) {
		return this.above ? value > other : value < other;
	}

	/**
	 * Whether it is about requests and therefore about routes.
	 * @return whether it is
	 */
	public boolean isAboutRequests() {
		return this.kind == Kind.ERROR_RATE || this.kind == Kind.AVAILABILITY || this.kind == Kind.PERCENTILE;
	}

	/**
	 * What a condition judges.
	 */
	public enum Kind {

		/** The part of the requests that the service failed, of a window. */
		ERROR_RATE,

		/** The part of the requests that it did not fail, of a window. */
		AVAILABILITY,

		/** How long requests of a window took, from a histogram. */
		PERCENTILE,

		/** By how much counters grew per second in a window. */
		RATE,

		/** By how much counters grew in a window. */
		COUNT,

		/** Whether a counter that once grew has not grown for a whole window. */
		STOPPED,

		/** The value of gauges. */
		VALUE,

		/** Whether a job did not run when it should. */
		MISSED,

		/** A number of another room. */
		READING

	}

}
