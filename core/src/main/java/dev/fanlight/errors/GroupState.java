package dev.fanlight.errors;

import java.util.Locale;

/**
 * What there is to say about a group, or about an error when it was counted.
 */
public enum GroupState {

	/** First seen with the release that runs now. */
	NEW,
	/** Seen with an earlier release. */
	KNOWN,
	/** Seen again, with the release that runs now, after it was resolved. */
	CAME_BACK,
	/** Declared resolved, or not seen for long enough. */
	RESOLVED,
	/** Declared not worth a look. */
	MUTED;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The value of a tag.
	 * @return the name in lower case
	 */
	public String tag() {
		return this.tag;
	}

}
