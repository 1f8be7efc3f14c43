package dev.fanlight.logging.gate;

import java.util.Locale;

/**
 * Why held lines were written.
 */
public enum ReplayReason {

	/** The request wrote an ERROR line. */
	ERROR_LINE,

	/** The request failed. */
	FAILED,

	/** The request took longer than its threshold. */
	SLOW,

	/** The request had asked for it. */
	ASKED;

	/**
	 * The value of the tag {@code reason}.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
