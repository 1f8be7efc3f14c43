package dev.fanlight.logging.gate;

import java.time.Instant;

/**
 * A line of a recording, for who wants to show it elsewhere.
 *
 * @param instant when it was logged
 * @param level its level in upper case
 * @param logger the name of its logger
 * @param message the formatted message, not redacted
 */
public record RecordedLine(Instant instant, String level, String logger, String message) {
}
