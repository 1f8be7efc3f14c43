package dev.fanlight.logging;

import dev.fanlight.redaction.Redactor;

/**
 * Cuts texts without splitting a surrogate pair, and says how much is missing.
 */
final class Cut {

	/** What stands between the text and the number. */
	static final char ELLIPSIS = '\u2026';

	/** Room for what is said about the rest. */
	private static final int SUFFIX = 14;

	private Cut() {
	}

	/**
	 * Cut a text.
	 * @param text the text
	 * @param longest how many characters the result may have, if they are enough for the
	 * suffix
	 * @return {@code text} itself when short enough, otherwise its beginning and
	 * {@code …[+N]}, N being the number of characters cut off, here or by the redactor
	 */
	static String text(String text, int longest) {
		if (text.length() <= longest) {
			return text;
		}
		int end = Math.max(longest - SUFFIX, 0);
		if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end) + missing((long) text.length() - end + Redactor.leftOut(text));
	}

	/**
	 * What stands for what is missing.
	 * @param number how much it is
	 * @return the text
	 */
	static String missing(long number) {
		return ELLIPSIS + "[+" + number + "]";
	}

}
