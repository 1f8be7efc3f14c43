package dev.fanlight.logging.sink;

import java.util.Locale;

/**
 * What became of a line that a sink was given.
 */
public enum SinkOutcome {

	/** Handed to the appender. */
	WRITTEN,

	/** Given up because the queue was full. */
	DROPPED,

	/** Handed to an appender that threw, was not started or could not write its file. */
	FAILED,

	/**
	 * Still queued when the time to shut down was over, or logged after that while the
	 * appender hung.
	 */
	ABANDONED;

	/**
	 * The value of the tag.
	 * @return for example {@code written}
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
