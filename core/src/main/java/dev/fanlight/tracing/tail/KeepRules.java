package dev.fanlight.tracing.tail;

import java.time.Duration;

/**
 * Which traces are kept.
 *
 * @param errors whether traces with an error are kept
 * @param slowerThan how long a local root takes at least to be kept, zero for never
 * @param percentile percentile of a route's own recent durations above which its local
 * root is kept, below 1, zero for never
 */
public record KeepRules(boolean errors, Duration slowerThan, double percentile) {

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

	/**
	 * Keep traces with an error, or not.
	 * @param keep whether they are kept
	 * @return the changed rules
	 */
	public KeepRules errors(boolean keep) {
		return new KeepRules(keep, this.slowerThan, this.percentile);
	}

	/**
	 * Another duration.
	 * @param least how long a local root takes at least, zero for never
	 * @return the changed rules
	 */
	public KeepRules slowerThan(Duration least) {
		return new KeepRules(this.errors, least, this.percentile);
	}

	/**
	 * Another percentile.
	 * @param other the percentile, zero for never
	 * @return the changed rules
	 */
	public KeepRules percentile(double other) {
		return new KeepRules(this.errors, this.slowerThan, other);
	}

	/**
	 * The duration as clocks have it.
	 * @return nanoseconds, the longest there are for one of centuries
	 */
	long slowerThanNanos() {
		return (this.slowerThan.compareTo(LONGEST) < 0) ? this.slowerThan.toNanos() : Long.MAX_VALUE;
	}

	boolean isEmpty() {
		return !this.errors && this.slowerThan.isZero() && this.percentile == 0;
	}

}
