/**
 * A scale for what calls allocate, here and in the modules above. What a call may cost is
 * left to their tests.
 */
@NullMarked
package dev.fanlight.allocation;

import org.jspecify.annotations.NullMarked;
