/**
 * Wires which traces are taken from their start. Leaves the decision to the engine of the
 * same name.
 */
@NullMarked
package dev.fanlight.autoconfigure.tracing.sampling;

import org.jspecify.annotations.NullMarked;
