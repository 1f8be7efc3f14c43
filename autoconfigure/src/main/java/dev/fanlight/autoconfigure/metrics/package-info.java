/**
 * Wires identity and transport into Boot's meter registries. Leaves registries, binders
 * and buckets to Boot and its properties.
 */
@NullMarked
package dev.fanlight.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
