/**
 * Wires what counts as traffic, what is kept and what is redacted of it. Leaves tracers,
 * samplers and exporters to Boot.
 */
@NullMarked
package dev.fanlight.autoconfigure.tracing;

import org.jspecify.annotations.NullMarked;
