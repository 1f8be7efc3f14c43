/**
 * Decides about spans: which are traffic and which are kept. Leaves making and carrying
 * them to Micrometer Tracing and OpenTelemetry.
 */
@NullMarked
package dev.fanlight.tracing;

import org.jspecify.annotations.NullMarked;
