/**
 * Turns {@code fanlight.redaction.*} into the one redactor of the application, early
 * enough for its first log line, counts what it does and covers the Actuator. Leaves
 * detection to the engine and every other way out to the room that owns it.
 */
@NullMarked
package dev.fanlight.autoconfigure.redaction;

import org.jspecify.annotations.NullMarked;
