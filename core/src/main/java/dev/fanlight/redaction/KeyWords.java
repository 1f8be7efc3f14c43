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

	private KeyWords() {
	}

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
		return q > low && part(buf[q - 1]);
	}

	static int start(char[] buf, int low, int p) {
		int q = p;
		while (q > low && !escaped(buf, low, q) && (part(buf[q - 1]) || buf[q - 1] == '_' || buf[q - 1] == '-'
				|| buf[q - 1] == '.' || buf[q - 1] == '$')) {
			q--;
		}
		return q;
	}

	static int word(char[] buf, int low, int end) {
		int q = end - 1;
		while (q > low) {
			int left = buf[q - 1];
			int right = buf[q];
			if (!part(left) || escaped(buf, low, q)
					|| Chars.upper(right) && (!Chars.upper(left) || q + 1 < end && Chars.lower(buf[q + 1]))) {
				break;
			}
			q--;
		}
		return q;
	}

	static boolean escaped(char[] buf, int low, int q) {
		int left = buf[q - 1];
		return q - 2 >= low && buf[q - 2] == '\\' && (left == 'n' || left == 'r' || left == 't')
				|| q - 3 >= low && buf[q - 3] == '%' && Chars.hex(buf[q - 2]) && Chars.hex(left);
	}

	static boolean separator(int c) {
		return c == '_' || c == '-' || c == '.' || c == ':' || c == ' ' || c == '[' || c == ']';
	}

	static boolean part(int c) {
		return Chars.alnum(c) || c >= 128 && Character.isLetter(c);
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
