package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.Arrays;
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

	/** Sensitive also in a name that begins like a header's, with {@code X-}. */
	static final int HEADER = 1 << 22;

	/** The scheme may be one that nobody lists. */
	static final int SCHEME = 1 << 23;

	/** The value may be a name: of a header, of a parameter. */
	static final int NAMED = 1 << 24;

	static final int MATCH = SECRET | QUERY | COOKIE | PIN | CVV | SSN | PASS | ACCOUNT | PII | EXEMPT | ALLOW
			| HARMLESS;

	/** Of a certain shape, and never longer than {@link #MAX_SHAPED}. */
	static final int SHAPED = PIN | CVV | SSN | ACCOUNT;

	static final int MAX_SHAPED = 64;

	static final int MAX_KEY = 96;

	private static final int MAX_TAILS = 3;

	private static final int MAX_SEPARATORS = 4;

	private static final char[] TOKEN_REVERSED = "nekot".toCharArray();

	/** Letters in lower case and digits; 0 for everything else. */
	private static final byte[] FOLDED = new byte[129];

	static {
		for (int c = 0; c < 128; c++) {
			FOLDED[c] = (byte) (Chars.alnum(c) ? Chars.fold(c) : 0);
		}
	}

	private final KeyEnds ends = new KeyEnds();

	private final TermTable table = new TermTable();

	/** Bloom filter of the letters beyond ASCII that end a term, in both cases. */
	private long foreign;

	/** Backwards. */
	private final List<char[]> suffixes = new ArrayList<>();

	/** One bit for each letter that ends a suffix, by its last six bits. */
	private long suffixEnds;

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
		this.suffixes.add(new StringBuilder(suffix).reverse().toString().toCharArray());
		this.suffixEnds |= 1L << suffix.charAt(suffix.length() - 1);
		foreign(suffix);
		this.ends.add(suffix);
	}

	private void foreign(String term) {
		char c = term.charAt(term.length() - 1);
		this.foreign |= (c >= 128) ? 1L << c | 1L << Character.toUpperCase(c) : 0;
	}

	private boolean foreign(int c) {
		return c >= 128 && (this.foreign >>> c & 1) != 0;
	}

	/** What tells at first sight where such a key may end. */
	KeyEnds ends() {
		return this.ends;
	}

	private void put(String term, int termFlags) {
		foreign(term);
		if (term.length() > 2 || (termFlags & PARTIAL) == 0) {
			this.ends.add(term);
		}
		this.table.put(new StringBuilder(term).reverse().toString().toCharArray(), termFlags);
	}

	/** Whether a key that ends before {@code to} is worth reading. */
	boolean plausible(char[] buf, int to) {
		return Chars.letter(buf[to - 1]) ? to < KeyEnds.REACH || this.ends.plausible(buf, to) != 0 : numbered(buf, to);
	}

	/** Flags of the key that fills the text between, 0 if it is none. */
	int kind(Scan scan, int from, int to) {
		return (to > from && plausible(scan.buf, to)) ? read(scan, scan.buf, from, to) : 0;
	}

	/** The same for what does not end with a letter: a number or an index behind it. */
	private boolean numbered(char[] buf, int to) {
		int p = to - 1;
		while (p > 0 && Chars.digit(buf[p])) {
			p--;
		}
		int c = buf[p];
		if (p == to - 1) {
			return (c == ']') ? p > 0 && (Chars.alnum(buf[p - 1]) || foreign(buf[p - 1])) : foreign(c);
		}
		return Chars.letter(c) ? p == 0 || !Chars.digit(buf[p - 1])
				: c == '_' || c == '-' || c == '.' && p > 0 && Chars.letter(buf[p - 1]) || foreign(c);
	}

	/**
	 * Reads the key that ends before {@code to}, at most {@link #MAX_KEY} characters
	 * back, and leaves its start in {@link Scan#keyStart}.
	 * @return flags of the longest term that the key ends with, 0 if none
	 */
	int read(Scan scan, char[] buf, int from, int to) {
		return read(scan, buf, from, to, false);
	}

	/**
	 * The same.
	 * @param whole whether the key cannot be part of a sentence, so that any neutral word
	 * may stand behind a blank
	 */
	int read(Scan scan, char[] buf, int from, int to, boolean whole) {
		int low = Math.max(from, to - MAX_KEY);
		char[] key = scan.key;
		int p = to;
		int n = 0;
		int hash = 0;
		int tails = 0;
		int best = 0;
		int named = 0;
		boolean loose = true;
		while (true) {
			boolean blank = false;
			boolean mark = false;
			int q = p;
			while (q > low && p - q < MAX_SEPARATORS && KeyWords.separator(buf[q - 1])) {
				if (buf[q - 1] == ']' && KeyWords.mask(buf, low, q)) {
					return best;
				}
				blank |= buf[--q] == ' ';
				mark |= buf[q] != ' ';
			}
			if (blank && (n == 0 ? !loose && !whole : mark)) {
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
			else if (tails != 0 && buf == scan.buf) {
				int tail = scan.tail(end);
				if (tail < end && tail > low) {
					if (tails++ == MAX_TAILS) {
						break;
					}
					p = tail;
					continue;
				}
			}
			int wordAt = n;
			q = KeyWords.word(buf, low, end);
			int shorter = hash;
			for (int i = end - 1; i >= q; i--) {
				int c = (buf[i] < 128) ? FOLDED[buf[i]] : Chars.fold(buf[i]);
				key[n++] = (char) c;
				shorter = hash;
				hash = hash * 31 + c;
			}
			p = q;
			int found = this.table.flags(key, n, hash);
			if (found == 0 && KeyWords.option(buf, low, p)) {
				n--;
				hash = shorter;
				low = ++p;
				found = this.table.flags(key, n, hash);
			}
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
			if ((found & MATCH) != 0 && ((found & (ALLOW | PASS | ACCOUNT)) == 0 || !KeyWords.continues(buf, low, p)
					|| (found & PASS) != 0 && KeyWords.variable(buf, low, p))) {
				best = found & ~PARTIAL | named;
				scan.keyStart = KeyWords.start(buf, low, p);
			}
			if ((found & TAIL) != 0 && best == 0 && tails < MAX_TAILS && wordAt == 0) {
				tails++;
				loose &= (found & LOOSE) != 0;
				named |= found & NAMED;
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
		if ((this.suffixEnds >>> key[0] & 1) == 0) {
			return 0;
		}
		for (int s = 0; s < this.suffixes.size(); s++) {
			char[] suffix = this.suffixes.get(s);
			if (suffix[0] != key[0] || suffix.length > n) {
				continue;
			}
			int i = 1;
			while (i < suffix.length && suffix[i] == key[i]) {
				i++;
			}
			if (i == suffix.length) {
				return Arrays.equals(suffix, TOKEN_REVERSED) ? SECRET | COUNT : SECRET;
			}
		}
		return 0;
	}

	/** Decides on a key that stands alone. */
	int decide(Scan scan, String name) {
		String key = name.strip();
		int from = key.lastIndexOf('/') + 1;
		char[] buf = key.toCharArray();
		return read(scan, buf, from, buf.length, true);
	}

}
