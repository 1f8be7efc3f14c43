package dev.fanlight.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A bean that is told of lines of level ERROR, where logging and what judges by its lines
 * meet.
 */
@FunctionalInterface
public interface ErrorLineListener {

	/**
	 * A line is about to be written, on this thread and in its context. Must neither
	 * throw, nor log, nor take long.
	 * @param logger the name of the logger
	 * @param thrown the throwable of the line, {@code null} if it has none
	 */
	void errorLogged(String logger, @Nullable Throwable thrown);

}
