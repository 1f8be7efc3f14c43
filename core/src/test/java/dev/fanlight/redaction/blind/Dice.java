package dev.fanlight.redaction.blind;

import java.util.Random;

/**
 * Seeded randomness over alphabets.
 */
final class Dice {

	static final String DIGIT = "0123456789";

	static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

	static final String HEX = "0123456789abcdef";

	static final String ALNUM = DIGIT + UPPER + LOWER;

	static final String URL64 = ALNUM + "-_";

	static final String BASE32 = UPPER + "234567";

	private final Random random;

	Dice(long seed) {
		this.random = new Random(seed);
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	int between(int low, int high) {
		return low + below(high - low + 1);
	}

	String of(String alphabet, int length) {
		StringBuilder text = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			text.append(alphabet.charAt(below(alphabet.length())));
		}
		return text.toString();
	}

	/** Letters of both cases and a digit, as a random token of that length always has. */
	String mixed(int length) {
		return mixed(ALNUM, length);
	}

	String mixed(String alphabet, int length) {
		for (int i = 0; i < 100; i++) {
			String text = of(alphabet, length);
			if (text.matches(".*[0-9].*") && text.matches(".*[a-z].*") && text.matches(".*[A-Z].*")
					&& Character.isLetterOrDigit(text.charAt(0))
					&& Character.isLetterOrDigit(text.charAt(length - 1))) {
				return text;
			}
		}
		return "aA1" + of(ALNUM, length - 3);
	}

	String hex(int length) {
		return of(HEX, length);
	}

	String digits(int length) {
		return of("123456789", 1) + of(DIGIT, length - 1);
	}

	String uuid() {
		return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-" + of("89ab", 1) + hex(3) + "-" + hex(12);
	}

	String pick(String... values) {
		return values[below(values.length)];
	}

}
