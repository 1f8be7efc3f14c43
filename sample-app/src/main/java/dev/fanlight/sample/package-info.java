/**
 * A small shop that shows Fanlight at work: gateway, orders and payments. Leaves all
 * observability to the starter, as an application of a user would.
 */
@NullMarked
package dev.fanlight.sample;

import org.jspecify.annotations.NullMarked;
