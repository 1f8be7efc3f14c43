package dev.fanlight.tracing.tail;

import java.util.Locale;

/**
 * Why an undecided trace had to go.
 */
public enum EvictReason {

	/** Too many traces were open. */
	TRACES,

	/** The spans of all open traces together were too large. */
	BYTES,

	/** It was open for too long. */
	AGE,

	/** The application stopped. */
	SHUTDOWN;

	private final String value = name().toLowerCase(Locale.ROOT);

	/**
	 * How meters call it.
	 * @return the name in lower case
	 */
	public String value() {
		return this.value;
	}

}
