package dev.fanlight.token;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a token grants to one request. Immutable.
 *
 * @param id the id of the token, 1 to 64 characters out of letters, digits, {@code -} and
 * {@code _}
 * @param notBefore when the token begins to be valid; {@link Instant#EPOCH} for always
 * @param expires when it ceases to be
 * @param log the log level of the request
 * @param trace whether the trace of the request is recorded whatever the sampler says
 */
public record Grant(String id, Instant notBefore, Instant expires, LogScope log, boolean trace) {

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	/** Grants nothing. */
	public static final Grant NONE = new Grant("none", Instant.EPOCH, Instant.EPOCH, LogScope.UNCHANGED, false);

	/**
	 * Create a grant.
	 * @throws IllegalArgumentException if the id is not acceptable
	 */
	public Grant {
		Objects.requireNonNull(notBefore, "notBefore");
		Objects.requireNonNull(expires, "expires");
		Objects.requireNonNull(log, "log");
		if (!ID.matcher(id).matches()) {
			throw new IllegalArgumentException("A token id has 1 to 64 letters, digits, - or _");
		}
	}

	/**
	 * Lowest level at which the lines of a request are written.
	 */
	public enum LogScope {

		/** As configured. */
		UNCHANGED,

		/** DEBUG and above. */
		DEBUG,

		/** Everything. */
		TRACE

	}

}
