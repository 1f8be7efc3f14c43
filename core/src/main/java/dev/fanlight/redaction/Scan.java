package dev.fanlight.redaction;

import java.lang.ref.SoftReference;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The state of one pass over one text: the characters, the places found so far and what a
 * detector already knows about the text ahead. Reused through {@link ScanPool}.
 */
final class Scan {

	/** Characters after the end that a detector may read without looking. */
	static final int PADDING = 48;

	/** The place is a JSON number: the mask has to be {@code null}. */
	static final int JSON_NUMBER = 1;

	/** The value has too few digits for a pseudonym. */
	static final int GUESSABLE = 2;

	/** More than any token or look back is long. */
	private static final int REACH = PolicyValidator.MAX_BODY;

	private static final int WIDTH = 4;

	private static final int LATER = 16;

	private static final int TAILS = 8;

	private static final char[] NOTHING = new char[PADDING];

	final char[] buf;

	/** Two bits for each character, see {@link Scanner}. */
	final byte[] sorted;

	int len;

	/** The length while {@link #len} is less. */
	private int length;

	/** The text is a query or a header value, so the first word may be a query key. */
	boolean query;

	/** Where the text is about to leave. */
	Exit exit = Exit.LOG;

	/** The text was redacted once already. */
	boolean again;

	/** Start of the block that the pass begins with. */
	int first;

	int count;

	/** Where the last run of characters of one alphabet ended. */
	private final int[] runStart = new int[Alphabet.values().length];

	private final int[] runEnd = new int[Alphabet.values().length];

	private boolean runs = true;

	/** Up to here a run was read that does not look random. */
	int wordsUntil;

	/** Up to here a run of base64url is no header of a token. */
	int notJwtUntil;

	/** Up to here there is no at sign in an authority. */
	int noUserUntil;

	/** Where the next five hyphens are, if that is known. */
	int hyphensAt;

	/** Where the next at sign or the end of what may hold it is, if that is known. */
	int atSignAt;

	/** Up to here colons divide the name of a resource. */
	int resourceUntil;

	/** Up to here no ampersand ends a value. */
	int noFormUntil;

	/** From here what looks like a token is words. */
	int spelledFrom;

	/** Up to here. */
	int spelledUntil;

	/** Up to here a round bracket stays open. */
	int openUntil;

	/** How many characters were looked through to know that. */
	int openLooked;

	/** Up to here no value looks random. */
	int notRandomUntil;

	/** The network of an address that was read last; the next begins behind it. */
	int networkAt;

	/** Up to here the options of a command were read. */
	int commandUntil;

	/** From here there is no digit before {@link #digitAt}. */
	private int digitsFrom;

	private int digitAt;

	/** Up to here no dump is closed. */
	int notClosedUntil;

	/** Up to here rows were read. */
	int rowsUntil;

	/** Start of the key that was read last. */
	int keyStart;

	/** Up to here quotes were counted. */
	private int quotesAt;

	/** One bit for each kind and depth of which an odd number was seen. */
	private long quotes;

	/** Up to here brackets were counted. */
	private int bracketsAt;

	/** One bit for each open bracket, set if it opens the dump of an object. */
	private long brackets;

	private int closingBracket;

	final char[] key = new char[160];

	/** Where neutral words that were read end and start, by the last bits of the end. */
	private final int[] tailEnds = new int[TAILS];

	private final int[] tailStarts = new int[TAILS];

	/** Starts and ends of what lies ahead, detectors behind them. */
	private int[] later = new int[3 * LATER];

	private int laterCount;

	private int[] places = new int[WIDTH * 16];

	@Nullable SoftReference<Scan> reference;

	Scan(int capacity) {
		this.buf = new char[capacity + PADDING];
		this.sorted = new byte[capacity / 4 + PADDING];
	}

	int capacity() {
		return this.buf.length - PADDING;
	}

	/**
	 * Takes the text that was written. What stands further than {@link #REACH} before the
	 * first place was read already and cannot depend on it.
	 */
	void reload(String text, Scan written) {
		int same = written.start(0);
		load(text, (written == this) ? same : 0, text.length(), written.exit, written.query);
		this.again = true;
		this.first = Math.max(0, same - REACH) & -Scanner.BLOCK;
		if (written != this) {
			System.arraycopy(written.sorted, 0, this.sorted, 0, this.first >>> 2);
		}
	}

	void load(String text, int length, Exit exit, boolean query) {
		load(text, 0, length, exit, query);
	}

	private void load(String text, int same, int length, Exit exit, boolean query) {
		text.getChars(same, length, this.buf, same);
		System.arraycopy(NOTHING, 0, this.buf, length, PADDING);
		this.len = length;
		this.length = length;
		this.exit = exit;
		this.query = query;
		this.again = false;
		this.first = 0;
		this.count = 0;
		this.commandUntil = 0;
		this.rowsUntil = 0;
		this.notClosedUntil = 0;
		this.laterCount = 0;
		this.wordsUntil = -1;
		this.notJwtUntil = -1;
		this.noUserUntil = 0;
		this.hyphensAt = -1;
		this.atSignAt = -1;
		this.resourceUntil = 0;
		this.noFormUntil = 0;
		this.spelledFrom = 0;
		this.spelledUntil = 0;
		this.openUntil = 0;
		this.openLooked = 0;
		this.notRandomUntil = 0;
		this.networkAt = 0;
		this.digitsFrom = 0;
		this.digitAt = 0;
		this.bracketsAt = 0;
		this.quotesAt = 0;
		this.quotes = 0;
		this.brackets = 1;
		this.closingBracket = -1;
		Arrays.fill(this.tailEnds, -1);
		if (this.runs) {
			Arrays.fill(this.runStart, -1);
			Arrays.fill(this.runEnd, -1);
			this.runs = false;
		}
	}

	/**
	 * End of the run of the alphabet's characters that begins at {@code from}; each
	 * character is read once however often the question is asked.
	 */
	int run(Alphabet alphabet, int from) {
		int n = alphabet.ordinal();
		if (from >= this.runStart[n] && from <= this.runEnd[n]) {
			return this.runEnd[n];
		}
		this.runs = true;
		int end = from;
		while (alphabet.has(this.buf[end])) {
			end++;
		}
		this.runStart[n] = from;
		this.runEnd[n] = end;
		return end;
	}

	/**
	 * Start of the neutral word before {@code end}, if one was read there; else
	 * {@code end}.
	 */
	int tail(int end) {
		int slot = end & TAILS - 1;
		return (this.tailEnds[slot] == end) ? this.tailStarts[slot] : end;
	}

	void noteTail(int start, int end) {
		int slot = end & TAILS - 1;
		this.tailEnds[slot] = end;
		this.tailStarts[slot] = start;
	}

	void add(int start, int end, int detector, int form) {
		int last = lastEnd();
		int from = Math.max(start, last);
		if (from >= end) {
			return;
		}
		int at = this.count * WIDTH;
		if (at == this.places.length) {
			this.places = Arrays.copyOf(this.places, at * 2);
		}
		this.places[at] = from;
		this.places[at + 1] = end;
		this.places[at + 2] = detector;
		this.places[at + 3] = form;
		this.count++;
	}

	/** Notes a place that the pass has not come to. */
	void addLater(int start, int end, int detector) {
		int at = this.laterCount * 3;
		if (at == this.later.length) {
			this.later = Arrays.copyOf(this.later, at * 2);
		}
		this.later[at] = start;
		this.later[at + 1] = end;
		this.later[at + 2] = detector;
		this.laterCount++;
	}

	/** Joins those places with what the pass found, from left to right. */
	void mergeLater() {
		if (this.laterCount == 0) {
			return;
		}
		long[] order = new long[this.laterCount];
		for (int n = 0; n < order.length; n++) {
			order[n] = (long) this.later[n * 3] << 32 | n;
		}
		Arrays.sort(order);
		int[] found = this.places;
		int left = this.count;
		int next = 0;
		this.places = new int[(left + order.length) * WIDTH];
		this.count = 0;
		for (long sorted : order) {
			int at = (int) sorted * 3;
			int from = next;
			while (next < left && found[next * WIDTH] < this.later[at + 1]) {
				next++;
			}
			take(found, from, next);
			merge(this.later[at], this.later[at + 1], this.later[at + 2]);
		}
		take(found, next, left);
		this.laterCount = 0;
	}

	private void take(int[] found, int from, int to) {
		System.arraycopy(found, from * WIDTH, this.places, this.count * WIDTH, (to - from) * WIDTH);
		this.count += to - from;
	}

	int lastEnd() {
		return (this.count != 0) ? end(this.count - 1) : 0;
	}

	int start(int n) {
		return this.places[n * WIDTH];
	}

	int end(int n) {
		return this.places[n * WIDTH + 1];
	}

	int detector(int n) {
		return this.places[n * WIDTH + 2];
	}

	int form(int n) {
		return this.places[n * WIDTH + 3];
	}

	/** Merges a place that was found out of order; the outermost wins. */
	void merge(int start, int end, int detector) {
		int first = this.count;
		while (first > 0 && end(first - 1) > start) {
			first--;
		}
		int next = first;
		int from = start;
		int to = end;
		int owner = detector;
		while (next < this.count && start(next) < to) {
			if (start(next) <= from && end(next) >= to) {
				owner = detector(next);
			}
			from = Math.min(from, start(next));
			to = Math.max(to, end(next));
			next++;
		}
		if (next == first && this.count * WIDTH == this.places.length) {
			this.places = Arrays.copyOf(this.places, this.places.length * 2);
		}
		System.arraycopy(this.places, next * WIDTH, this.places, (first + 1) * WIDTH, (this.count - next) * WIDTH);
		this.places[first * WIDTH] = from;
		this.places[first * WIDTH + 1] = to;
		this.places[first * WIDTH + 2] = owner;
		this.places[first * WIDTH + 3] = 0;
		this.count = this.count - (next - first) + 1;
	}

	/** Lets the text end at {@code end}, for those who need not look further. */
	void narrow(int end) {
		this.len = Math.min(this.length, end);
	}

	/** Lets it end where it ends. */
	void widen() {
		this.len = this.length;
	}

	/** The next closing square bracket on the line, looked for once; -1 if none. */
	int closingBracket(int from) {
		if (this.closingBracket < from) {
			int at = from;
			while (at < this.length && this.buf[at] != ']' && this.buf[at] >= ' ') {
				at++;
			}
			this.closingBracket = at;
		}
		return (this.buf[this.closingBracket] == ']') ? this.closingBracket : -1;
	}

	/** Whether a digit stands in the range, looked for once. */
	boolean digit(int from, int to) {
		if (from < this.digitsFrom || from > this.digitAt) {
			this.digitAt = from;
		}
		this.digitsFrom = from;
		int end = Math.min(to, this.length);
		while (this.digitAt < end && !Chars.digit(this.buf[this.digitAt])) {
			this.digitAt++;
		}
		return this.digitAt < end;
	}

	/** Whether an odd number of the same quotes stands on the line before the place. */
	boolean open(int at, int quote) {
		while (this.quotesAt < at) {
			int c = this.buf[this.quotesAt];
			int found = (c == '"' || c == '\'' || c == '`' || c == '\\') ? Quotes.at(this, this.quotesAt) : 0;
			boolean apostrophe = c == '\'' && Chars.alnum(before(this.quotesAt))
					&& Chars.alnum(this.buf[this.quotesAt + 1]);
			if (found != 0 && !apostrophe) {
				this.quotes ^= Quotes.bit(found);
			}
			this.quotes = (c == '\n') ? 0 : this.quotes;
			this.quotesAt += Math.max(1, Quotes.length(found));
			while (found == 0 && c == '\\' && this.buf[this.quotesAt] == '\\') {
				this.quotesAt++;
			}
		}
		return (this.quotes & Quotes.bit(quote)) != 0;
	}

	/** Whether the place lies inside {@code Type(…)}, {@code Type[…]} or braces. */
	boolean inDump(int at) {
		while (this.bracketsAt < at) {
			int c = this.buf[this.bracketsAt++];
			if (c > '}' || Chars.alnum(c) || c == ' ') {
				continue;
			}
			if (c == '{' || c == '(' || c == '[') {
				boolean dump = c == '{' || Chars.word(before(this.bracketsAt - 1));
				this.brackets = this.brackets << 1 | (dump ? 1 : 0);
			}
			else if ((c == '}' || c == ')' || c == ']') && this.brackets > 1) {
				this.brackets >>>= 1;
			}
			else if (c == '\n') {
				this.brackets = 1;
			}
		}
		return this.brackets > 1 && (this.brackets & 1) != 0;
	}

	boolean at(int from, String literal) {
		if (from < 0 || from + literal.length() > this.len) {
			return false;
		}
		for (int i = 0; i < literal.length(); i++) {
			if (this.buf[from + i] != literal.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	boolean atIgnoreCase(int from, String lower) {
		if (from < 0 || from + lower.length() > this.len) {
			return false;
		}
		for (int i = 0; i < lower.length(); i++) {
			if (Chars.fold(this.buf[from + i]) != lower.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	char before(int at) {
		return (at > 0) ? this.buf[at - 1] : '\0';
	}

}
