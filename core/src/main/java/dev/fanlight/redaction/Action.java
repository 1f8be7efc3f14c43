package dev.fanlight.redaction;

import java.util.Locale;

/**
 * What is written instead of a detected value.
 */
public enum Action {

	/** {@code [REDACTED:<id>]}; {@code null} for a JSON number. */
	MASK,
	/** {@code [pan:…1111]}; for cards only. */
	LAST4,
	/**
	 * {@code [<id>:h:<16 hex digits>]}, a keyed pseudonym; never for codes of few digits.
	 */
	HMAC,
	/**
	 * The whole attribute, entry or header goes ({@link Redactor#DROPPED}); in free text
	 * the same as {@link #MASK}.
	 */
	DROP,
	/** Stars of equal length; gives the length away. */
	LENGTH,
	/** Written unchanged, only counted. */
	REPORT;

	private final String id = name().toLowerCase(Locale.ROOT);

	/**
	 * Lower-case value of the meter tag {@code action}.
	 * @return the id, for example {@code mask}
	 */
	public String id() {
		return this.id;
	}

}
