package dev.fanlight.metrics;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How work ended that came into the service, whatever its door. {@link #SERVER_ERROR} and
 * {@link #TIMEOUT} are faults of the service, the others are not.
 */
public enum EntryOutcome {

	/** Done. */
	SUCCESS,

	/** Refused, because whoever asked did something wrong. */
	CLIENT_ERROR,

	/** The service failed. */
	SERVER_ERROR,

	/** The service took too long, or what it called did. */
	TIMEOUT,

	/** Whoever asked went away, or the work was cancelled. */
	ABORTED;

	private static final int CLIENT_ERRORS = 400;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * Judge a request.
	 * @param end how it ended
	 * @param status the status of its response
	 * @return the outcome
	 */
	public static EntryOutcome of(RequestEnd end, int status) {
		return switch (end) {
			case FAULT -> SERVER_ERROR;
			case TIMEOUT -> TIMEOUT;
			case CLIENT_ABORTED -> ABORTED;
			case ORDINARY -> (status >= CLIENT_ERRORS) ? CLIENT_ERROR : SUCCESS;
		};
	}

	/**
	 * Judge work that has no status.
	 * @param error what it threw, if it did
	 * @return the outcome
	 */
	public static EntryOutcome of(@Nullable Throwable error) {
		if (error == null) {
			return SUCCESS;
		}
		return RequestEnd.isTimeout(error) ? TIMEOUT : SERVER_ERROR;
	}

	/**
	 * The value of the label {@code outcome}.
	 * @return the outcome in lower case
	 */
	public String tag() {
		return this.tag;
	}

	/**
	 * Whether the service is at fault.
	 * @return whether it is
	 */
	public boolean isFault() {
		return this == SERVER_ERROR || this == TIMEOUT;
	}

}
