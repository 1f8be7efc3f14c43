package dev.fanlight.redaction;

import java.util.Arrays;

/**
 * Whether a key worth reading may end somewhere, by the four characters there and without
 * a branch. Says yes too often rather than too rarely.
 */
final class KeyEnds {

	private static final int LETTER = 1;

	private static final int DIGIT = 27;

	/** With a seven or itself to the right, the end of an encoded quote. */
	private static final int TWO = 28;

	private static final int SEVEN = 29;

	private static final int JOINER = 30;

	private static final int DOT = 31;

	private static final int FOREIGN = 32;

	/** An equals sign or a colon, also of full width. */
	private static final int DIVIDER = 33;

	/** What may stand between a key and its divider. */
	private static final int BETWEEN = 34;

	/** The same, and between the words of a key. */
	private static final int BLANK = 35;

	private static final int BACKSLASH = 36;

	private static final int SLASH = 37;

	private static final int CLASSES = 38;

	/** What stands between the date and the time. */
	private static final int T = LETTER + 't' - 'a';

	/** So many characters have to stand before the end of a key. */
	static final int REACH = 4;

	private static final int BITS = 16;

	private static final byte[] CLASS = new byte[Character.MAX_VALUE + 1];

	static {
		Arrays.fill(CLASS, (byte) FOREIGN);
		for (int c = 0; c < 128; c++) {
			CLASS[c] = (byte) (Chars.letter(c) ? LETTER + Chars.fold(c) - 'a' : Chars.digit(c) ? DIGIT : 0);
		}
		CLASS['2'] = TWO;
		CLASS['7'] = SEVEN;
		CLASS['_'] = JOINER;
		CLASS['-'] = JOINER;
		CLASS['.'] = DOT;
		for (char c : "=:\uff1d\uff1a".toCharArray()) {
			CLASS[c] = DIVIDER;
		}
		for (char c : "\t\n\"'`;)%".toCharArray()) {
			CLASS[c] = BETWEEN;
		}
		for (char c : " []".toCharArray()) {
			CLASS[c] = BLANK;
		}
		CLASS['\\'] = BACKSLASH;
		CLASS['/'] = SLASH;
	}

	/** By the last three: whatever stands before them. */
	private final long[] threes = new long[(CLASSES * CLASSES * CLASSES >>> 6) + 1];

	/** By a hash of the last four. */
	private final long[] fours = new long[1 << BITS - 6];

	KeyEnds() {
		for (int last = LETTER; last < CLASSES; last++) {
			for (int n = 0; n < CLASSES * CLASSES; n++) {
				if (always(last, n / CLASSES, n % CLASSES)) {
					PrefixTable.set(this.threes, (last * CLASSES + n / CLASSES) * CLASSES + n % CLASSES);
				}
			}
		}
		for (int n = 0; n < 9 * CLASSES; n++) {
			if (!digit(n % CLASSES)) {
				int digits = (DIGIT + n / CLASSES / 3) * CLASSES + DIGIT + n / CLASSES % 3;
				PrefixTable.set(this.fours, four((digits * CLASSES + T) * CLASSES + n % CLASSES));
			}
		}
	}

	/**
	 * Whatever stands before; a T is left to those who know one character more, but for
	 * that of an escaped tab.
	 */
	private static boolean always(int last, int left, int third) {
		if (letter(last)) {
			return left == FOREIGN || third == FOREIGN || last == T && left == BACKSLASH;
		}
		if (digit(last)) {
			boolean joins = left == JOINER || left == FOREIGN || left == DOT && letter(third);
			boolean digits = digit(left)
					&& (left == TWO && last != DIGIT || third != 0 && third != T && third <= FOREIGN);
			return joins || digits || letter(left) && !digit(third);
		}
		return last == FOREIGN || last >= BETWEEN && last <= BACKSLASH;
	}

	private static boolean letter(int type) {
		return type >= LETTER && type < DIGIT;
	}

	private static boolean digit(int type) {
		return type >= DIGIT && type <= SEVEN;
	}

	/** Adds the end of a term; a blank stands for whatever divides words. */
	void add(String term) {
		add(term, term.length() - 1, 1, 0);
	}

	private void add(String term, int at, int count, int before) {
		if (count > REACH || count == REACH && at < 0) {
			PrefixTable.set((count > REACH) ? this.fours : this.threes, (count > REACH) ? four(before) : before);
			return;
		}
		boolean divided = at >= 0 && term.charAt(at) == ' ';
		for (int type = 0; type < CLASSES; type++) {
			if (at < 0 || (divided ? separates(type) : type == type(term.charAt(at)))) {
				add(term, at - 1, count + 1, before * CLASSES + type);
				if (divided) {
					add(term, at, count + 1, before * CLASSES + type);
				}
			}
		}
	}

	private static boolean separates(int type) {
		return type == JOINER || type == DOT || type == DIVIDER || type == BLANK;
	}

	private static int four(int types) {
		return types * 0x9e37_79b1 >>> 32 - BITS;
	}

	private static int type(char c) {
		return CLASS[c];
	}

	static boolean isDivider(char c) {
		return type(c) == DIVIDER;
	}

	/** Whether a key may end before {@code to}: 1 or 0. */
	long plausible(char[] buf, int to) {
		int three = (type(buf[to - 1]) * CLASSES + type(buf[to - 2])) * CLASSES + type(buf[to - 3]);
		int four = four(three * CLASSES + type(buf[to - 4]));
		return (this.threes[three >>> 6] >>> three | this.fours[four >>> 6] >>> four) & 1;
	}

	/**
	 * Whether the divider at {@code i} is worth a look: 1 or 0. A colon is before slashes
	 * as well.
	 */
	long divides(char[] buf, int i) {
		int slashes = BACKSLASH - 1 - type(buf[i + 1]) >>> 31 & ~buf[i];
		int quote = (buf[i - 1] ^ '"') - 1 >>> 31;
		return plausible(buf, i - quote) | slashes & 1;
	}

}
