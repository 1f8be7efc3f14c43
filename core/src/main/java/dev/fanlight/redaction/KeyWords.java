package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts keys into words: at punctuation, at a capital behind a small letter, and inside
 * capitals before the last one.
 */
final class KeyWords {

	private static final int MAX_MASK = 64;

	/** From here on scripts know neither capitals nor blanks. */
	private static final int IDEOGRAPHS = 0x2e80;

	/** Separators, one bit each. */
	private static final long LOW = 1L << ' ' | 1L << '-' | 1L << '.' | 1L << ':';

	private static final long HIGH = 1L << '[' | 1L << ']' | 1L << '_';

	private KeyWords() {
	}

	/**
	 * Whether the bracket that closes before {@code end} closes a mask of this engine.
	 */
	static boolean mask(char[] buf, int low, int end) {
		for (int i = end - 2; i >= low && end - i < MAX_MASK && buf[i] != '['; i--) {
			if (buf[i] == ':') {
				return true;
			}
		}
		return false;
	}

	/** Whether the key goes on to the left, so that its words are not the whole of it. */
	static boolean continues(char[] buf, int low, int p) {
		int q = p;
		while (q > low && (buf[q - 1] == '_' || buf[q - 1] == '-' || buf[q - 1] == '.')) {
			q--;
		}
		boolean encoded = q - 2 > low && buf[q - 3] == '%' && Chars.hex(buf[q - 2]) && Chars.hex(buf[q - 1]);
		return q > low && part(buf[q - 1]) && !encoded && !edge(buf[q - 1], buf[q]);
	}

	/** Whether {@code PASS} at {@code p} ends the name of an environment variable. */
	static boolean variable(char[] buf, int low, int p) {
		return p - 1 > low && buf[p - 1] == '_' && Chars.upper(buf[p]) && Chars.upper(buf[p + 1])
				&& !Chars.lower(buf[p - 2]);
	}

	/** Whether the script changes, as between {@code 用户} and {@code token}. */
	private static boolean edge(int left, int right) {
		return left >= IDEOGRAPHS != right >= IDEOGRAPHS && part(left) && part(right);
	}

	/** Start of the key whose leftmost known word begins at {@code p}. */
	static int start(char[] buf, int low, int p) {
		int q = p;
		while (q > low && (Chars.lower(buf[q - 1]) || part(buf[q - 1]) || buf[q - 1] == '_' || buf[q - 1] == '-'
				|| buf[q - 1] == '.' || buf[q - 1] == '$') && !edge(buf[q - 1], buf[q])) {
			q--;
		}
		return unescaped(buf, low, q, p);
	}

	/** Start of the word whose last character stands before {@code end}. */
	static int word(char[] buf, int low, int end) {
		int q = end - 1;
		int right = buf[q];
		while (q > low) {
			int left = buf[q - 1];
			if (Chars.lower(left) ? Chars.upper(right) || right >= IDEOGRAPHS : !part(left) || edge(left, right)
					|| Chars.upper(right) && (!upper(left) || q + 1 < end && Chars.lower(buf[q + 1]))) {
				break;
			}
			q--;
			right = left;
		}
		return unescaped(buf, low, q, end - 1);
	}

	/**
	 * Skips what is left of an escape sequence at {@code q}, as far as {@code last}: the
	 * letter of a line end, the digits of an encoded character.
	 */
	private static int unescaped(char[] buf, int low, int q, int last) {
		if (q > low && q < last) {
			int left = buf[q - 1];
			if (left == '\\' && (buf[q] == 'n' || buf[q] == 'r' || buf[q] == 't')) {
				return q + 1;
			}
			if (q + 4 < last && Chars.unicode(buf, q - 1) != 0) {
				return q + 5;
			}
			if (q - 5 >= low && Chars.unicode(buf, q - 5) != 0) {
				return q + 1;
			}
			if (left == '%' && q + 1 < last && Chars.hex(buf[q]) && Chars.hex(buf[q + 1])) {
				return q + 2;
			}
			if (q - 1 > low && buf[q - 2] == '%' && Chars.hex(left) && Chars.hex(buf[q])) {
				return q + 1;
			}
		}
		return q;
	}

	/** Whether the letter at {@code p} is that of {@code -Dkey=x} or {@code -Pkey=x}. */
	static boolean option(char[] buf, int low, int p) {
		return p > low && (buf[p] == 'D' || buf[p] == 'P') && buf[p - 1] == '-'
				&& (p - 1 == low || !part(buf[p - 2]) && buf[p - 2] != '-' && buf[p - 2] != '_');
	}

	private static boolean upper(int c) {
		return (c < 128) ? Chars.upper(c) : Character.isUpperCase(c);
	}

	static boolean separator(int c) {
		return c < 128 && (((c < 64) ? LOW : HIGH) >>> c & 1) != 0;
	}

	static boolean part(int c) {
		return (c < 128) ? Chars.alnum(c) : Character.isLetter(c);
	}

	/** The words of a key in lower case, divided by blanks. */
	static String normalise(String key) {
		char[] buf = key.toCharArray();
		List<String> words = new ArrayList<>();
		int p = buf.length;
		while (p > 0) {
			if (!part(buf[p - 1])) {
				p--;
				continue;
			}
			int q = word(buf, 0, p);
			char[] word = Arrays.copyOfRange(buf, q, p);
			for (int i = 0; i < word.length; i++) {
				word[i] = (char) Chars.fold(word[i]);
			}
			words.add(0, new String(word));
			p = q;
		}
		return String.join(" ", words);
	}

}
