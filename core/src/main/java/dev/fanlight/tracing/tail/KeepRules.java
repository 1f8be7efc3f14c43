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

	boolean isEmpty() {
		return !this.errors && this.slowerThan.isZero() && this.percentile == 0;
	}

}
