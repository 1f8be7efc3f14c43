/**
 * Decides which lines go out: held back until their request fails, raised for one
 * request, or counted instead of repeated. Leaves writing them to the appenders of
 * Logback.
 */
@NullMarked
package dev.fanlight.logging.gate;

import org.jspecify.annotations.NullMarked;
