/**
 * Measures a whole application with Fanlight beside the same application with Boot's own
 * starters. Leaves single code paths to JMH.
 */
@NullMarked
package dev.fanlight.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
