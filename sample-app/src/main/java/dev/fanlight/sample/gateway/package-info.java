/**
 * The gateway role: the door to the outside, with carts and a login. Leaves orders,
 * inventory and payments to the roles behind it.
 */
@NullMarked
package dev.fanlight.sample.gateway;

import org.jspecify.annotations.NullMarked;
