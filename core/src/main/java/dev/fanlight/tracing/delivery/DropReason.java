package dev.fanlight.tracing.delivery;

import java.util.Locale;

/**
 * Why something was not delivered.
 */
public enum DropReason {

	/** The queue was full and there was no spool to move to. */
	QUEUE_FULL,

	/** The spool was full: the oldest segment made room. */
	SPOOL_FULL,

	/** It lay in the spool for longer than the greatest age. */
	EXPIRED,

	/** It could not be read back from the spool. */
	UNREADABLE,

	/** The receiver refused the whole batch. */
	REFUSED,

	/** The receiver took the batch without some of its items. */
	REJECTED,

	/** The application ended and there was no spool. */
	SHUTDOWN;

	/**
	 * The reason as a tag value.
	 * @return the name in lower case
	 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

}
