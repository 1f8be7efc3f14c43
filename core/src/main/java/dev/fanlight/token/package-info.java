/**
 * Decides which requests may ask for more than the others, by a signed token that expires
 * and wears out. Leaves what a scope means to the rooms that honour it.
 */
@NullMarked
package dev.fanlight.token;

import org.jspecify.annotations.NullMarked;
