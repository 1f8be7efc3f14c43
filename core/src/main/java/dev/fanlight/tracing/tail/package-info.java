/**
 * Keeps the traces that matter although the head did not take them: records their spans,
 * holds them within bounds and decides about each trace once. Leaves the head's choice to
 * samplers and what happens to a kept span to the span processors behind it.
 */
@NullMarked
package dev.fanlight.tracing.tail;

import org.jspecify.annotations.NullMarked;
