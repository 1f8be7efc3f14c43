/**
 * Decides which traces are taken from their start: rules, rates and thresholds that other
 * services agree with. Leaves what no rule decides to the sampler behind it, and what is
 * kept afterwards to {@code tail}.
 */
@NullMarked
package dev.fanlight.tracing.sampling;

import org.jspecify.annotations.NullMarked;
