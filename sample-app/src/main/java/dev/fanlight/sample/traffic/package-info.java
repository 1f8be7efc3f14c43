/**
 * A gentle customer who keeps the shop busy, so that the first look at it shows data.
 * Leaves the shop alone when switched off, and knows it only through HTTP.
 */
@NullMarked
package dev.fanlight.sample.traffic;

import org.jspecify.annotations.NullMarked;
