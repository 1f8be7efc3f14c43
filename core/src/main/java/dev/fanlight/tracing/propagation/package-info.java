/**
 * What is believed of the trace headers of a request, and which of ours leave with a
 * call. Leaves the encodings of the headers to OpenTelemetry's propagators and the
 * decision what is sampled to its sub-package's neighbour {@code sampling}.
 */
@NullMarked
package dev.fanlight.tracing.propagation;

import org.jspecify.annotations.NullMarked;
