package dev.fanlight.logging;

/**
 * How long the parts of a line may be. What is too long is cut after it was redacted, and
 * ends in {@code …[+N]}, N being the number of characters that are missing.
 *
 * @param message characters of the message and of the message of a throwable
 * @param value characters of text in one field of {@link LogField#EXTRA}, with all that
 * is nested in it, names as well, and of one argument in the message; its containers have
 * at most one element for every eight of them
 * @param keys fields of {@link LogField#EXTRA}
 * @param stackTrace characters of a stack trace; one that is longer is rendered with its
 * root cause first, so that the cause is what stays
 */
public record LogLimits(int message, int value, int keys, int stackTrace) {

	/** Limits that an ordinary line is far from. */
	public static final LogLimits DEFAULTS = new LogLimits(32_768, 8_192, 100, 65_536);

	private static final int LEAST = 64;

	public LogLimits {
		message = Math.max(message, LEAST);
		value = Math.max(value, LEAST);
		keys = Math.max(keys, 1);
		stackTrace = Math.max(stackTrace, LEAST);
	}

	/**
	 * Cut a message.
	 * @param text the message
	 * @return {@code text} itself when short enough
	 */
	public String cutMessage(String text) {
		return Cut.text(text, this.message);
	}

	/**
	 * Cut a text in a field.
	 * @param text the text
	 * @return {@code text} itself when short enough
	 */
	public String cutValue(String text) {
		return Cut.text(text, this.value);
	}

	/**
	 * Shorten a trace that the JDK has rendered: root cause first, then cut.
	 * @param trace the trace
	 * @return {@code trace} itself when short enough
	 */
	public String cutStackTrace(String trace) {
		return (trace.length() <= this.stackTrace) ? trace
				: Cut.text(StackTraces.rootCauseFirst(trace), this.stackTrace);
	}

}
