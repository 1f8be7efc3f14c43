/**
 * Decides about meters: which buckets, which identity, how they travel. Leaves measuring
 * to Micrometer.
 */
@NullMarked
package dev.fanlight.metrics;

import org.jspecify.annotations.NullMarked;
