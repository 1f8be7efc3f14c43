package dev.fanlight.tracing.delivery;

import java.util.Locale;

/**
 * Whether a pipeline sends.
 */
public enum BreakerState {

	/** What comes is sent at once. */
	CLOSED,

	/** The receiver failed; nothing is sent until the pause is over. */
	OPEN,

	/** One batch is sent to see whether the receiver is back. */
	HALF_OPEN;

	/**
	 * The state as a tag value.
	 * @return the name in lower case
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

}
