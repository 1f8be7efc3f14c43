/**
 * Keeps what a process has learnt in a file that outlives it. Leaves what stands in the
 * file, and when it is written, to the rooms that remember something.
 */
@NullMarked
package dev.fanlight.state;

import org.jspecify.annotations.NullMarked;
