package dev.fanlight.token;

import java.util.Locale;

/**
 * What became of a token.
 */
public enum TokenOutcome {

	/** Its scopes were granted. */
	GRANTED,

	/** It is not written as a token, or asks for something unknown. */
	MALFORMED,

	/** It was not signed with the key. */
	FORGED,

	/** Its time has not come. */
	EARLY,

	/** Its time is over. */
	EXPIRED,

	/** It was made for longer than a token may be valid. */
	TOO_LONG,

	/** It was used as often as a token may be. */
	USED_UP,

	/** The table of used tokens is full of tokens that are still valid. */
	TABLE_FULL;

	/**
	 * The value of the tag {@code outcome}.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
