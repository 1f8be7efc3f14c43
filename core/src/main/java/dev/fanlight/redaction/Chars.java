package dev.fanlight.redaction;

/**
 * ASCII character classes; everything else is no member of any of them.
 */
final class Chars {

	private static final byte WORD = 1;

	private static final byte ALNUM = 2;

	private static final byte HEX = 4;

	private static final byte[] KINDS = new byte[128];

	static {
		for (int c = 0; c < KINDS.length; c++) {
			boolean alnum = digit(c) || letter(c);
			KINDS[c] = (byte) ((alnum ? ALNUM | WORD : (c == '_') ? WORD : 0)
					| ((digit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f') ? HEX : 0));
		}
	}

	private Chars() {
	}

	static boolean digit(int c) {
		return c >= '0' && c <= '9';
	}

	static boolean upper(int c) {
		return c >= 'A' && c <= 'Z';
	}

	static boolean lower(int c) {
		return c >= 'a' && c <= 'z';
	}

	static boolean letter(int c) {
		return lower(c | 0x20);
	}

	static boolean alnum(int c) {
		return c < 128 && (KINDS[c] & ALNUM) != 0;
	}

	static boolean word(int c) {
		return c < 128 && (KINDS[c] & WORD) != 0;
	}

	static boolean hex(int c) {
		return c < 128 && (KINDS[c] & HEX) != 0;
	}

	static boolean blank(int c) {
		return c == ' ' || c == '\t';
	}

	/** What {@code \\u00xx} at {@code i} stands for, 0 if that is something else. */
	static int unicode(char[] buf, int i) {
		return (buf[i] == '\\' && buf[i + 1] == 'u' && buf[i + 2] == '0' && buf[i + 3] == '0' && hex(buf[i + 4])
				&& hex(buf[i + 5])) ? Character.digit(buf[i + 4], 16) << 4 | Character.digit(buf[i + 5], 16) : 0;
	}

	static int fold(int c) {
		return (c < 128) ? upper(c) ? c | 0x20 : c : Character.toLowerCase(c);
	}

}
