package dev.fanlight.errors;

import java.util.Locale;

/**
 * Where an error came to light.
 */
public enum Edge {

	/** A request, uncaught or turned into an answer of status 5xx. */
	REQUEST,
	/** A scheduled job. */
	SCHEDULED,
	/** A method that runs on another thread and has nobody to throw to. */
	ASYNC,
	/** A received message. */
	MESSAGE,
	/** A line of level ERROR. */
	LOG,
	/** A thread that ended. */
	THREAD;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The value of a tag.
	 * @return the name in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
