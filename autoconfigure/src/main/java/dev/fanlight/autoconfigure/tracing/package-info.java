/**
 * Wires what counts as traffic. Leaves tracers, samplers and exporters to Boot.
 */
@NullMarked
package dev.fanlight.autoconfigure.tracing;

import org.jspecify.annotations.NullMarked;
