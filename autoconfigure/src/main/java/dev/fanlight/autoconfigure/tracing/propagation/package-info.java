/**
 * Wires what is believed of inbound trace headers and where ours go. Leaves the rules to
 * the engine of the same name.
 */
@NullMarked
package dev.fanlight.autoconfigure.tracing.propagation;

import org.jspecify.annotations.NullMarked;
