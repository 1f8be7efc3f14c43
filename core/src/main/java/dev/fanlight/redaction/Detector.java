package dev.fanlight.redaction;

/**
 * A user's own detector. Runs over every text, so it must be fast, linear and
 * thread-safe. If it throws, the whole value is replaced by {@code [REDACTED:error]}.
 */
@FunctionalInterface
public interface Detector {

	/**
	 * Finds secrets in a text.
	 * @param text the text as it would be written
	 * @param findings takes the places that must not be written
	 */
	void detect(String text, Findings findings);

	/**
	 * Takes the places of secrets.
	 */
	@FunctionalInterface
	interface Findings {

		/**
		 * Adds one place. Places outside the text fail the detector.
		 * @param start index of the first character
		 * @param end index after the last character
		 */
		void add(int start, int end);

	}

}
