package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides by the words of a key, read from its right end: the head noun comes last, what
 * stands to the left does not matter, only neutral words may stand to the right.
 */
final class KeyTerms {

	/** Sensitive in any position. */
	static final int SECRET = 1;

	/** Sensitive in a query or a header only. */
	static final int QUERY = 1 << 1;

	/** Sensitive when the value looks like a cookie. */
	static final int COOKIE = 1 << 2;

	/** Sensitive with four to eight digits. */
	static final int PIN = 1 << 3;

	/** Sensitive with three or four digits. */
	static final int CVV = 1 << 4;

	/** Sensitive with nine digits. */
	static final int SSN = 1 << 5;

	/** Sensitive as the whole key, unless a number or boolean. */
	static final int PASS = 1 << 6;

	/** Sensitive as the whole key, with at least eight digits. */
	static final int ACCOUNT = 1 << 7;

	/** Personal. */
	static final int PII = 1 << 8;

	/** An integer is a count, not a secret. */
	static final int COUNT = 1 << 9;

	/** The value may begin with an authentication scheme. */
	static final int AUTH = 1 << 10;

	/** Trace and span ids: no detector may look at the value. */
	static final int EXEMPT = 1 << 11;

	/** The same by configuration, for the whole key. */
	static final int ALLOW = 1 << 12;

	/** Needs 16 characters. */
	static final int LONG = 1 << 13;

	/** Only a quoted value or a list. */
	static final int LISTED = 1 << 14;

	/** The value has too few digits for a pseudonym. */
	static final int GUESSABLE = 1 << 15;

	/** Not sensitive although its last word is. */
	static final int HARMLESS = 1 << 16;

	/** Neutral tail. */
	static final int TAIL = 1 << 17;

	/** Neutral tail also after a blank. */
	static final int LOOSE = 1 << 18;

	/** The end of a longer term. */
	static final int PARTIAL = 1 << 19;

	/** Digits in groups divided by blanks. */
	static final int GROUPED = 1 << 20;

	/** Sensitive also elsewhere, as part of a key, if the value looks random. */
	static final int RANDOM = 1 << 21;

	static final int MATCH = SECRET | QUERY | COOKIE | PIN | CVV | SSN | PASS | ACCOUNT | PII | EXEMPT | ALLOW
			| HARMLESS;

	/** Of a certain shape, and never longer than {@link #MAX_SHAPED}. */
	static final int SHAPED = PIN | CVV | SSN | ACCOUNT;

	static final int MAX_SHAPED = 64;

	static final int MAX_KEY = 96;

	private static final int MAX_TAILS = 3;

	private static final int MAX_SEPARATORS = 4;

	/** Stands before a term of two letters, where any character does. */
	private static final int ANY = 0;

	private static final String TOKEN_REVERSED = "nekot";

	/** Letters in lower case and digits; 0 for everything else. */
	private static final byte[] FOLDED = new byte[129];

	static {
		for (int c = 0; c < 128; c++) {
			FOLDED[c] = (byte) (Chars.alnum(c) ? Chars.fold(c) : 0);
		}
	}

	private final long[] filter = new long[64];

	private final TermTable table = new TermTable();

	/** Whether the last word of a term is a single letter. */
	private boolean letters;

	/** Bloom filter of the letters beyond ASCII, in both cases. */
	private long foreign;

	private final List<String> suffixes = new ArrayList<>();

	KeyTerms(List<String> keys, List<String> allowKeys, boolean secrets, boolean pii) {
		BuiltInKeys.addTo(this, secrets, pii);
		keys.forEach((key) -> add(KeyWords.normalise(key), SECRET));
		allowKeys.forEach((key) -> add(KeyWords.normalise(key), ALLOW));
	}

	/** Adds a term, written as lower-case words; also as one word. */
	void add(String term, int termFlags) {
		put(term, termFlags);
		if (term.indexOf(' ') >= 0) {
			put(term.replace(" ", ""), termFlags);
			for (int i = term.indexOf(' '); i >= 0; i = term.indexOf(' ', i + 1)) {
				put(term.substring(i + 1), PARTIAL);
			}
		}
	}

	/** Adds a word that is sensitive also at the end of a longer, unbroken word. */
	void addSuffix(String suffix) {
		this.suffixes.add(new StringBuilder(suffix).reverse().toString());
		foreign(suffix);
	}

	private void foreign(String term) {
		for (char c : term.toCharArray()) {
			this.foreign |= (c >= 128) ? 1L << c | 1L << Character.toUpperCase(c) : 0;
		}
	}

	private boolean foreign(int c) {
		return c >= 128 && (this.foreign >>> c & 1) != 0;
	}

	private boolean known(int c) {
		return Chars.alnum(c) || foreign(c);
	}

	private void put(String term, int termFlags) {
		foreign(term);
		char[] reversed = new StringBuilder(term).reverse().toString().toCharArray();
		this.table.put(reversed, termFlags);
		this.letters |= reversed.length < 2 || reversed[1] == ' ';
		int c = 0;
		int mark = 0;
		for (int i = 0; i < reversed.length && c < 3; i++) {
			if (reversed[i] != ' ') {
				mark = mark(mark, reversed[i]);
				c++;
			}
		}
		if (c == 3) {
			this.filter[mark >>> 6 & 63] |= 1L << mark;
		}
		else if ((termFlags & PARTIAL) == 0) {
			for (int any = 0; any < 128; any++) {
				int wide = mark(mark, any);
				this.filter[wide >>> 6 & 63] |= 1L << wide;
			}
		}
	}

	private static int mark(int mark, int c) {
		return mark * 37 + c;
	}

	/**
	 * Whether a key that ends before {@code to} is worth reading. Three letters decide.
	 */
	boolean plausible(char[] buf, int to) {
		int p = to - 1;
		if (p >= 3) {
			int last = buf[p];
			int c0 = FOLDED[Math.min(last, 128)];
			if (c0 == 0) {
				return (last >= 128) ? foreign(last) : last == ']' && known(buf[p - 1]);
			}
			int c1 = FOLDED[Math.min(buf[p - 1], 128)];
			int c2 = FOLDED[Math.min(buf[p - 2], 128)];
			if (c2 == 0 && buf[p - 2] < 128) {
				c2 = FOLDED[Math.min(buf[p - 3], 128)];
			}
			if (c0 > '9' && c1 == 0 && buf[p - 1] < 128) {
				return this.letters;
			}
			if (c0 > '9' && c1 != 0 && c2 != 0) {
				int mark = mark(mark(c0, c1), c2);
				return (this.filter[mark >>> 6 & 63] >>> mark & 1) != 0;
			}
		}
		return plausibleSlow(buf, p, to);
	}

	private boolean plausibleSlow(char[] buf, int last, int to) {
		int p = last;
		while (p >= 0 && Chars.digit(buf[p])) {
			p--;
		}
		if (p < 2) {
			return p >= 0;
		}
		if (p != to - 1 && !Chars.letter(buf[p])) {
			return buf[p] == '_' || buf[p] == '-' || buf[p] == '.' && Chars.letter(buf[p - 1]) || foreign(buf[p]);
		}
		int c0 = buf[p];
		int c1 = buf[p - 1];
		if (c0 >= 128) {
			return foreign(c0);
		}
		if (c0 == ']') {
			return known(c1);
		}
		if (!Chars.letter(c0)) {
			return false;
		}
		if (p != to - 1) {
			return !Chars.digit(c1);
		}
		if (c1 < 128 && !Chars.alnum(c1)) {
			return this.letters;
		}
		int c2 = buf[p - 2];
		if (c2 < 128 && !Chars.alnum(c2)) {
			c2 = (p < 3) ? ANY : buf[p - 3];
		}
		if (c1 >= 128 || foreign(c2)) {
			return foreign(c1) || foreign(c2);
		}
		if (c2 >= 128) {
			c2 = ANY;
		}
		int mark = mark(mark(Chars.fold(c0), Chars.fold(c1)), Chars.fold(c2));
		return (this.filter[mark >>> 6 & 63] >>> mark & 1) != 0;
	}

	/**
	 * Reads the key that ends before {@code to}, at most {@link #MAX_KEY} characters
	 * back, and leaves its start in {@link Scan#keyStart}.
	 * @return flags of the longest term that the key ends with, 0 if none
	 */
	int read(Scan scan, char[] buf, int from, int to) {
		int low = Math.max(from, to - MAX_KEY);
		char[] key = scan.key;
		int p = to;
		int n = 0;
		int hash = 0;
		int tails = 0;
		int best = 0;
		boolean loose = true;
		while (true) {
			boolean blank = false;
			int q = p;
			while (q > low && p - q < MAX_SEPARATORS && KeyWords.separator(buf[q - 1])) {
				if (buf[q - 1] == ']' && KeyWords.mask(buf, low, q)) {
					return best;
				}
				blank |= buf[--q] == ' ';
			}
			if (blank && n == 0 && !loose) {
				break;
			}
			int end = q;
			if (end <= low || !KeyWords.part(buf[end - 1])) {
				break;
			}
			if (n != 0) {
				key[n++] = ' ';
				hash = hash * 31 + ' ';
			}
			else if (tails != 0 && tails < MAX_TAILS && buf == scan.buf) {
				int tail = scan.tail(end);
				if (tail < end && tail > low) {
					tails++;
					p = tail;
					continue;
				}
			}
			int wordAt = n;
			q = KeyWords.word(buf, low, end);
			for (int i = end - 1; i >= q; i--) {
				int c = (buf[i] < 128) ? FOLDED[buf[i]] : Chars.fold(buf[i]);
				key[n++] = (char) c;
				hash = hash * 31 + c;
			}
			p = q;
			int found = this.table.flags(key, n, hash);
			if (found == 0 && wordAt == 0) {
				int digits = 0;
				while (digits < n && Chars.digit(key[digits])) {
					digits++;
				}
				if (digits == n && tails < MAX_TAILS) {
					tails++;
					loose = false;
					n = 0;
					hash = 0;
					continue;
				}
				if (digits != 0) {
					System.arraycopy(key, digits, key, 0, n - digits);
					n -= digits;
					hash = 0;
					for (int i = 0; i < n; i++) {
						hash = hash * 31 + key[i];
					}
					found = this.table.flags(key, n, hash);
				}
				if (found == 0) {
					found = suffix(key, n);
				}
			}
			if ((found & MATCH) != 0 && !((found & (ALLOW | PASS | ACCOUNT)) != 0 && KeyWords.continues(buf, low, p))) {
				best = found & ~PARTIAL;
				scan.keyStart = KeyWords.start(buf, low, p);
			}
			if ((found & TAIL) != 0 && best == 0 && tails < MAX_TAILS && wordAt == 0) {
				tails++;
				loose &= (found & LOOSE) != 0;
				if ((found & PARTIAL) == 0) {
					if (buf == scan.buf && (found & LOOSE) != 0) {
						scan.noteTail(p, end);
					}
					n = 0;
					hash = 0;
					continue;
				}
			}
			if ((found & PARTIAL) == 0) {
				break;
			}
		}
		return best;
	}

	private int suffix(char[] key, int n) {
		for (int s = 0; s < this.suffixes.size(); s++) {
			String suffix = this.suffixes.get(s);
			if (suffix.charAt(0) != key[0] || suffix.length() > n) {
				continue;
			}
			int i = 1;
			while (i < suffix.length() && suffix.charAt(i) == key[i]) {
				i++;
			}
			if (i == suffix.length()) {
				return suffix.equals(TOKEN_REVERSED) ? SECRET | COUNT : SECRET;
			}
		}
		return 0;
	}

	/** Decides on a key that stands alone. */
	int decide(Scan scan, String name) {
		String key = name.strip();
		int from = key.lastIndexOf('/') + 1;
		char[] buf = key.toCharArray();
		return read(scan, buf, from, buf.length);
	}

}
