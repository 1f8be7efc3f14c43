/**
 * Turns a Logback event into one line of the log schema. Leaves levels, appenders and
 * files to the logging system that calls it.
 */
@NullMarked
package dev.fanlight.logging;

import org.jspecify.annotations.NullMarked;
