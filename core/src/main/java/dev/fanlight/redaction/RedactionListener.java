package dev.fanlight.redaction;

/**
 * Counts what the redactor did. Never told the value, its length or its hash. Called on
 * the thread that logs; must be fast and thread-safe. What it throws is swallowed.
 */
public interface RedactionListener {

	/** Ignores everything. */
	RedactionListener NONE = new RedactionListener() {
	};

	/**
	 * A value was found.
	 * @param detector id of the detector
	 * @param exit where it was about to leave
	 * @param action what was done, {@link Action#REPORT} when it went out unchanged
	 */
	default void redacted(String detector, Exit exit, Action action) {
	}

	/**
	 * A detector failed and the whole value was replaced by {@code [REDACTED:error]}.
	 * @param exit where it was about to leave
	 */
	default void failed(Exit exit) {
	}

	/**
	 * A value exceeded the length limit and lost its remainder.
	 * @param exit where it was about to leave
	 */
	default void oversize(Exit exit) {
	}

}
