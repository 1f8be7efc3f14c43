package dev.fanlight.logging;

/**
 * Cuts texts without splitting a surrogate pair, and says how much is missing.
 */
final class Cut {

	private Cut() {
	}

	/**
	 * Cut a text.
	 * @param text the text
	 * @param longest how many characters of it may stay
	 * @return {@code text} itself when short enough, otherwise its beginning and
	 * {@code …[+N]}, N being the number of characters cut off
	 */
	static String text(String text, int longest) {
		if (text.length() <= longest) {
			return text;
		}
		int end = (longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1))) ? longest - 1 : longest;
		return text.substring(0, end) + "\u2026[+" + (text.length() - end) + "]";
	}

}
