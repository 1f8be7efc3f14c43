package dev.fanlight.autoconfigure;

/**
 * Shortens the texts of log lines on their way to a sink that renders them by itself. A
 * text that is short enough is answered with itself. Thread-safe.
 */
public interface LogTextLimits {

	/**
	 * Shorten a message.
	 * @param message the message, redacted
	 * @return the message or its beginning, and how much is missing
	 */
	String message(String message);

	/**
	 * Shorten a text in a field.
	 * @param value the text, redacted
	 * @return the text or its beginning, and how much is missing
	 */
	String value(String value);

	/**
	 * Shorten a stack trace.
	 * @param trace the trace as the JDK renders it, redacted
	 * @return the trace, or the beginning of it with its root cause first, and how much
	 * is missing
	 */
	String stackTrace(String trace);

}
