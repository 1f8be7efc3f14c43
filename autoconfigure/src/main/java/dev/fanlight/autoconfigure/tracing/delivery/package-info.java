/**
 * Wires delivery below the exporters that Boot makes, shows it and ends it in order.
 * Leaves the exporters, their addresses and their credentials to Boot.
 */
@NullMarked
package dev.fanlight.autoconfigure.tracing.delivery;

import org.jspecify.annotations.NullMarked;
