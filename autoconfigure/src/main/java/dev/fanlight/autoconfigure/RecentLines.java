package dev.fanlight.autoconfigure;

import java.time.Instant;
import java.util.List;

/**
 * A bean that knows the DEBUG lines of the work of this thread that the flight recorder
 * has held, where logging and what shows the lines of a failure meet.
 */
@FunctionalInterface
public interface RecentLines {

	/**
	 * The latest lines, held or written since.
	 * @return some dozens, the oldest first, none outside of a request or job
	 */
	List<Line> get();

	/**
	 * A line.
	 *
	 * @param instant when it was logged
	 * @param level its level in upper case
	 * @param logger the name of its logger
	 * @param message the formatted message, not redacted
	 */
	record Line(Instant instant, String level, String logger, String message) {
	}

}
