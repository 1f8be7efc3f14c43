package dev.fanlight.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Brings lines to one appender in its own way, for example later. Thread-safe.
 */
public interface Sink {

	/**
	 * Take a line, on the thread that logs it.
	 * @param event the event, redacted
	 */
	void append(ILoggingEvent event);

	/**
	 * Write what was taken, then stop the appender. Called when Logback stops it.
	 */
	void stop();

	/**
	 * Whether it has ended because its appender was stopped.
	 * @return {@code true} if the appender, started again, needs another sink
	 */
	boolean isGone();

}
