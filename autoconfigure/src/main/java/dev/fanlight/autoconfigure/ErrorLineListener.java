package dev.fanlight.autoconfigure;

/**
 * A bean that is told of lines of level ERROR, where logging and what judges by its lines
 * meet.
 */
@FunctionalInterface
public interface ErrorLineListener {

	/**
	 * A line is about to be written, on this thread and in its context. Must neither
	 * throw, nor log, nor take long.
	 */
	void errorLogged();

}
