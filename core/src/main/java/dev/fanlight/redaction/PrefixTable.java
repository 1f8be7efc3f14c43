package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds tokens by how they begin. Three characters at the start of a word decide through
 * a bitmap whether anything is compared at all.
 */
final class PrefixTable {

	/** Further than that no name is read. */
	private static final int LONGEST_WORDS = 40;

	/** So many small letters and hyphens begin no token. */
	private static final int WORDS = 20;

	/** Least characters of a body that the end of the text cut off. */
	private static final int CUT_OFF = 16;

	/** Characters to the left in which a word has to stand. */
	private static final int NEAR = 80;

	private static final Entry[] NOTHING = {};

	private static final int BUCKETS = 8192;

	private static final int BITS = 17;

	private static final int FEW_BITS = 16;

	private final long[] starts = new long[1 << BITS - 6];

	private final long[] threes = new long[1 << FEW_BITS - 6];

	private final long[] fours = new long[1 << FEW_BITS - 6];

	private final Entry[][] buckets = new Entry[BUCKETS][];

	/** Of all tokens; what is no prefix's is no shorter than an address. */
	private int shortest = "1.1.1.1".length();

	PrefixTable() {
		Arrays.fill(this.buckets, NOTHING);
	}

	void add(TokenPrefix prefix, int detector) {
		Part part = new Part(prefix.alphabet(), prefix.minLength(), prefix.maxLength(), "");
		add(new Entry(prefix.prefix(), "", List.of(part), detector));
	}

	/** Adds a token of the vendors' table. */
	void add(VendorTokens.Vendor vendor, int detector) {
		int body = 0;
		while ("!<>@".indexOf(vendor.body().charAt(body)) >= 0) {
			body = (vendor.body().charAt(body) == '@') ? vendor.body().indexOf(':') + 1 : body + 1;
		}
		add(new Entry(vendor.prefix(), vendor.body().substring(0, body),
				VendorTokens.parts(vendor.body().substring(body)), detector));
	}

	private void add(Entry entry) {
		int length = entry.literal.length();
		for (Part part : entry.parts) {
			length += part.min + part.then.length();
		}
		this.shortest = Math.min(this.shortest, length);
		List<String> heads = new ArrayList<>();
		if (entry.literal.length() >= 3) {
			heads.add(entry.literal.substring(0, 3));
		}
		else {
			for (char c = '-'; c <= 'z'; c++) {
				if (entry.parts[0].alphabet.has(c)) {
					heads.add(entry.literal + c);
				}
			}
		}
		for (String head : heads) {
			if (entry.literal.length() > 3) {
				mark(entry.literal);
			}
			else {
				mark(head.charAt(0), head.charAt(1), head.charAt(2));
			}
			int slot = hash(head.charAt(0), head.charAt(1), head.charAt(2)) & BUCKETS - 1;
			List<Entry> bucket = new ArrayList<>(List.of(this.buckets[slot]));
			bucket.add(entry);
			bucket.sort(Comparator.comparingInt((Entry other) -> -other.literal.length()));
			this.buckets[slot] = bucket.toArray(NOTHING);
		}
	}

	/** Makes words that begin like this worth a look; four characters decide. */
	void mark(String word) {
		mark(word.charAt(0), word.charAt(1), word.charAt(2), word.charAt(3));
	}

	/** The same. */
	void mark(int c0, int c1, int c2, int c3) {
		start(c0, c1, c2);
		set(this.fours, four(c0, c1, c2, c3));
	}

	/** Makes words that begin like this worth a look. */
	void mark(int c0, int c1, int c2) {
		start(c0, c1, c2);
		set(this.threes, four(c0, c1, c2, 0));
	}

	private void start(int c0, int c1, int c2) {
		set(this.starts, hash(c0, c1, c2));
	}

	/** Fewer characters are no token. */
	int shortest() {
		return this.shortest;
	}

	/** For {@link #plausible}; the pass keeps it at hand. */
	long[] starts() {
		return this.starts;
	}

	/** Whether the word at {@code i} is worth a look, 1 or 0. */
	static long plausible(long[] starts, char[] buf, int i) {
		int hash = hash(buf[i], buf[i + 1], buf[i + 2]);
		return starts[hash >>> 6] >>> hash & 1;
	}

	/** A second opinion on what is plausible, by another hash and one more character. */
	boolean likely(char[] buf, int i) {
		int four = four(buf[i], buf[i + 1], buf[i + 2], buf[i + 3]);
		int three = four(buf[i], buf[i + 1], buf[i + 2], 0);
		return ((this.fours[four >>> 6] >>> four | this.threes[three >>> 6] >>> three) & 1) != 0;
	}

	/** Sets one bit of a table. */
	static void set(long[] bits, int n) {
		bits[n >>> 6] |= 1L << n;
	}

	private static int four(int c0, int c1, int c2, int c3) {
		return (c0 + (c1 << 8) + (c2 << 16) + (c3 << 24)) * 0x85eb_ca6b >>> 32 - FEW_BITS;
	}

	private static int hash(int c0, int c1, int c2) {
		return (c0 + (c1 << 8) + (c2 << 16)) * 0x9e37_79b1 >>> 32 - BITS;
	}

	/** End of the token that begins at {@code i}, having noted it; {@code i} if none. */
	int match(Scan scan, int i) {
		char[] buf = scan.buf;
		int fourth = buf[i + 3];
		for (Entry entry : this.buckets[hash(buf[i], buf[i + 1], buf[i + 2]) & BUCKETS - 1]) {
			if ((entry.fourth == fourth || entry.fourth == 0) && entry.begins(scan, i)) {
				int end = entry.end(scan, i + entry.literal.length());
				if (end > i) {
					scan.add(entry.start(scan, i), end, entry.detector, 0);
					return end;
				}
			}
		}
		return i;
	}

	/**
	 * A stretch of one alphabet and the literal that follows it.
	 *
	 * @param alphabet its characters
	 * @param min fewest of them
	 * @param max most of them
	 * @param then the literal
	 */
	record Part(Alphabet alphabet, int min, int max, String then) {

	}

	private static final class Entry {

		final String literal;

		final char[] chars;

		/** Fourth character of the literal, 0 if it is shorter. */
		final int fourth;

		final Part[] parts;

		final int detector;

		/** Length of the body if it is one part and of one length, else 0. */
		private final int only;

		private final boolean random;

		private final boolean keep;

		private final boolean glued;

		private final String near;

		Entry(String literal, String flags, List<Part> parts, int detector) {
			this.literal = literal;
			this.chars = literal.toCharArray();
			this.fourth = (literal.length() > 3) ? literal.charAt(3) : 0;
			this.parts = parts.toArray(new Part[0]);
			this.detector = detector;
			Part first = parts.get(0);
			this.only = (parts.size() == 1 && first.min == first.max && first.then.isEmpty()) ? first.min : 0;
			this.random = flags.indexOf('!') >= 0;
			this.keep = flags.indexOf('>') >= 0;
			this.glued = flags.indexOf('<') >= 0;
			this.near = (flags.indexOf('@') >= 0) ? flags.substring(flags.indexOf('@') + 1, flags.length() - 1) : "";
		}

		boolean begins(Scan scan, int i) {
			int k = this.chars.length - 1;
			if (i + k >= scan.len) {
				return false;
			}
			while (k >= 0 && scan.buf[i + k] == this.chars[k]) {
				k--;
			}
			return k < 0;
		}

		int start(Scan scan, int i) {
			int start = this.keep ? i + this.literal.length() : i;
			while (this.glued && i - start < NEAR && (Chars.alnum(scan.before(start)) || scan.before(start) == '.')) {
				start--;
			}
			return start;
		}

		int end(Scan scan, int from) {
			if (this.random && from < scan.wordsUntil || spelled(scan, from)
					|| this.only > 0 && from + this.only < scan.len && Chars.word(scan.buf[from + this.only])) {
				return -1;
			}
			Part first = this.parts[0];
			int least = from + first.min;
			if (least > from && least <= scan.len && !first.alphabet.has(scan.buf[least - 1])) {
				return -1;
			}
			int at = from;
			int last = from;
			for (Part part : this.parts) {
				boolean fixed = part.max == part.min;
				int run = scan.run(part.alphabet, at);
				int limit = fixed ? Math.min(run, at + part.max) : run;
				if (!fixed && part.then.isEmpty()) {
					limit = trim(scan, at + part.min, limit);
				}
				int length = limit - at;
				if (limit == scan.len && (length < part.min || !part.then.isEmpty())) {
					boolean cut = limit - from >= CUT_OFF && part.min >= CUT_OFF;
					return (cut && !(this.random && !random(scan, from, limit))
							&& (this.near.isEmpty() || near(scan, from))) ? limit : -1;
				}
				if (length < part.min || length > part.max && part.max < PolicyValidator.MAX_BODY
						|| !part.then.isEmpty() && !scan.at(limit, part.then)) {
					return -1;
				}
				at = limit + part.then.length();
				last = fixed ? at : run;
			}
			if (Chars.word(scan.buf[at]) || scan.buf[last] == '[' && scan.at(last, "[REDACTED:")
					|| this.random && !random(scan, from, at)) {
				return -1;
			}
			return (this.near.isEmpty() || near(scan, from)) ? at : -1;
		}

		/** Several words in small letters, as in the name of a setting. */
		private static boolean spelled(Scan scan, int from) {
			if (from >= scan.spelledFrom && from < scan.spelledUntil) {
				return true;
			}
			char[] buf = scan.buf;
			int words = 1;
			int i = from;
			while (i - from < LONGEST_WORDS && (Chars.lower(buf[i]) || buf[i] == '_' || buf[i] == '-')) {
				words += Chars.lower(buf[i]) ? 0 : 1;
				i++;
			}
			boolean spelled = words > 2 && (i - from == LONGEST_WORDS || !Chars.alnum(buf[i]));
			scan.spelledFrom = from;
			scan.spelledUntil = spelled ? i - WORDS : 0;
			return spelled;
		}

		private boolean near(Scan scan, int from) {
			for (int i = from - 1; i >= 0 && from - i < NEAR; i--) {
				if (scan.atIgnoreCase(i, this.near)) {
					return true;
				}
			}
			return false;
		}

		/** A full stop or a colon at the end belongs to the sentence. */
		private static int trim(Scan scan, int from, int end) {
			int trimmed = end;
			while (trimmed > from && (scan.buf[trimmed - 1] == '.' || scan.buf[trimmed - 1] == ':')) {
				trimmed--;
			}
			return trimmed;
		}

		/** Digits and both cases, as words joined by hyphens do not have. */
		private static boolean random(Scan scan, int from, int end) {
			if (from < scan.wordsUntil) {
				return false;
			}
			int seen = 0;
			for (int i = from; i < end && seen != 7; i++) {
				int c = scan.buf[i];
				seen |= Chars.digit(c) ? 1 : Chars.upper(c) ? 2 : Chars.lower(c) ? 4 : 0;
			}
			if (seen != 7) {
				scan.wordsUntil = end;
			}
			return seen == 7;
		}

	}

}
