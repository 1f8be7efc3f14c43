package dev.fanlight.redaction;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Words known beforehand, sorted by their first or their last character, so that most
 * texts are told apart by looking at one.
 */
final class Words {

	private static final char[][] NONE = {};

	private final char[][][] sorted = new char[128][][];

	private final boolean exact;

	private final int longest;

	private Words(boolean exact, boolean last, String... words) {
		this.exact = exact;
		for (int c = 0; c < this.sorted.length; c++) {
			char by = (char) c;
			this.sorted[c] = Arrays.stream(words)
				.filter((word) -> word.charAt(last ? word.length() - 1 : 0) == by)
				.sorted(Comparator.comparingInt((String word) -> -word.length()))
				.map(String::toCharArray)
				.toArray(char[][]::new);
		}
		this.longest = Arrays.stream(words).mapToInt(String::length).max().orElse(0);
	}

	/** Words in small letters; the text may have them in any case. */
	static Words of(String... words) {
		return new Words(false, false, words);
	}

	/** Words whose case matters. */
	static Words exact(String... words) {
		return new Words(true, false, words);
	}

	/** Ends of words in small letters; the text may have them in any case. */
	static Words endings(String... words) {
		return new Words(false, true, words);
	}

	/** Length of the longest. */
	int longest() {
		return this.longest;
	}

	/** Whether all of the text between is one of the words. */
	boolean is(Scan scan, int from, int end) {
		for (char[] word : (end > from) ? sorted(scan.buf[from]) : NONE) {
			if (word.length == end - from && same(scan, from, word)) {
				return true;
			}
		}
		return false;
	}

	/** End of the longest of the words that begins at {@code from}, which if none. */
	int after(Scan scan, int from) {
		for (char[] word : sorted(scan.buf[from])) {
			if (same(scan, from, word)) {
				return from + word.length;
			}
		}
		return from;
	}

	/** Start of the longest of the endings before {@code end}, which if none. */
	int before(Scan scan, int end) {
		for (char[] word : sorted(scan.before(end))) {
			if (word.length <= end && same(scan, end - word.length, word)) {
				return end - word.length;
			}
		}
		return end;
	}

	private char[][] sorted(int c) {
		return (c < 128) ? this.sorted[this.exact ? c : Chars.fold(c)] : NONE;
	}

	private boolean same(Scan scan, int from, char[] word) {
		if (from + word.length > scan.len) {
			return false;
		}
		int i = word.length - 1;
		while (i >= 0 && word[i] == (this.exact ? scan.buf[from + i] : Chars.fold(scan.buf[from + i]))) {
			i--;
		}
		return i < 0;
	}

}
