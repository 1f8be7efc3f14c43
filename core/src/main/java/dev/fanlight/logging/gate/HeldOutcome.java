package dev.fanlight.logging.gate;

import java.util.Locale;

/**
 * What became of a held line. Every line comes to exactly one outcome.
 */
public enum HeldOutcome {

	/** Written. */
	REPLAYED,

	/** Forgotten with its request, which did not fail. */
	DISCARDED,

	/** Made room for a later line of the same request. */
	EVICTED_REQUEST,

	/** Made room because all requests together held too much. */
	EVICTED_TOTAL,

	/** Grew too old. */
	EVICTED_AGE,

	/** Was to be written when too many others just were. */
	LIMITED,

	/** Could be neither held nor written, since something it was given fails. */
	FAILED;

	/**
	 * The value of the tag {@code outcome}.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
