/**
 * The payments role: charges an amount, declines it for a reason, or breaks on request.
 * Leaves orders to their role and knows nothing of who calls.
 */
@NullMarked
package dev.fanlight.sample.payments;

import org.jspecify.annotations.NullMarked;
