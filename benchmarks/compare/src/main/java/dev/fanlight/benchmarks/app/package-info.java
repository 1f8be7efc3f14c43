/**
 * The small application that is measured with and without Fanlight. Leaves the measuring
 * to the process that starts it.
 */
@NullMarked
package dev.fanlight.benchmarks.app;

import org.jspecify.annotations.NullMarked;
