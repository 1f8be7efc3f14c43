/**
 * The orders role: takes orders, has them paid, keeps them and the inventory in the
 * database. Leaves charging to payments and customers to the gateway.
 */
@NullMarked
package dev.fanlight.sample.orders;

import org.jspecify.annotations.NullMarked;
