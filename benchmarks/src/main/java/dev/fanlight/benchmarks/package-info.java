/**
 * Times and weighs the hot paths beside what a user would run instead. Leaves correctness
 * to the tests of the rooms.
 */
@NullMarked
package dev.fanlight.benchmarks;

import org.jspecify.annotations.NullMarked;
