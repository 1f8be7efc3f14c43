package dev.fanlight.tracing.tail;

import java.time.Duration;

/**
 * How much is held while traces are open.
 *
 * @param maxTraces open traces; beyond, the oldest undecided one is evicted
 * @param maxSpansPerTrace spans kept of one trace; local roots and the ancestors of spans
 * that were kept come on top, a quarter is reserved for spans with an error
 * @param maxBytes estimated size of all held spans; beyond, the oldest undecided trace is
 * evicted
 * @param maxAge how long a trace may stay undecided
 * @param deadline how long after the end of its local root a trace waits for its open
 * spans
 * @param maxVerdicts decided traces whose verdict is remembered for late spans,
 * approximately
 */
public record TailLimits(int maxTraces, int maxSpansPerTrace, long maxBytes, Duration maxAge, Duration deadline,
		int maxVerdicts) {

}
