package dev.fanlight.redaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * One pass from left to right. A table sorts 32 characters at a time into two bits each:
 * part of a word, separator of interest. The starts of words, by their first three
 * characters, and the dividers of pairs, by the four before them, are sifted without a
 * branch; what is left hands over to a detector, which says where to go on. Branches that
 * are rarely taken cost next to nothing, which is what makes clean text cheap.
 */
final class Scanner implements KeyValueDetector.Classifier {

	private static final int WORD = 1;

	private static final int SEPARATOR = 2;

	/** Of interest only as a pair. */
	private static final int HYPHEN = 3;

	private static final int ASCII = 128;

	static final int BLOCK = 32;

	private static final VarHandle BITS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	/** The lower bit of each character of a block. */
	private static final long LOWER = 0x5555_5555_5555_5555L;

	/** Constants of a known length: nothing to check in the loop. */
	private static final byte[] CLASSES = classes("=:>\\%;~");

	private static final byte[] PERSONAL = classes("=:>\\%;~@+");

	/** Separators with too few characters before them. */
	private static final long NEAR = (1L << 2 * (KeyEnds.REACH + 1)) - 1;

	/** What makes the equals sign behind it part of an operator. */
	private static final String NO_PAIR = "!=<>~:";

	private final PrefixTable prefixes;

	private final TokenDetector tokens;

	private final KeyTerms terms;

	private final KeyEnds ends;

	private final KeyValueDetector pairs;

	private final @Nullable CardDetector cards;

	private final @Nullable IbanDetector ibans;

	private final @Nullable PemDetector pems;

	private final @Nullable UrlDetector urls;

	private final @Nullable XmlDetector xml;

	private final @Nullable PersonalDetector personal;

	private final InfixDetector mixed;

	private final PhraseDetector phrases;

	private final @Nullable CommandDetector commands;

	private final @Nullable RowDetector rows;

	Scanner(Engine engine) {
		this.prefixes = engine.prefixes();
		this.terms = engine.terms();
		this.tokens = new TokenDetector(engine.on(BuiltIn.JWT), engine.on(BuiltIn.AUTH), this.prefixes);
		int pan = engine.on(BuiltIn.PAN);
		this.cards = (pan >= 0) ? new CardDetector(pan, this.prefixes) : null;
		int iban = engine.on(BuiltIn.IBAN);
		this.ibans = (iban >= 0) ? new IbanDetector(iban, this.prefixes) : null;
		int pem = engine.on(BuiltIn.PEM);
		this.pems = (pem >= 0) ? new PemDetector(pem) : null;
		int url = engine.on(BuiltIn.URL);
		this.urls = (url >= 0) ? new UrlDetector(url, this.prefixes) : null;
		int kv = engine.on(BuiltIn.KV);
		this.pairs = new KeyValueDetector(this.terms, kv, engine.on(BuiltIn.PII_KEY), engine.on(BuiltIn.AUTH), this);
		this.xml = (kv >= 0) ? new XmlDetector(this.terms, kv, engine.on(BuiltIn.PII_KEY), this) : null;
		this.personal = personal(engine);
		this.mixed = new InfixDetector(engine.on(BuiltIn.AZURE), engine.on(BuiltIn.TELEGRAM),
				engine.on(BuiltIn.MAILCHIMP), engine.on(BuiltIn.MAXMIND), engine.on(BuiltIn.FIREBASE), this.prefixes);
		this.phrases = new PhraseDetector(this.terms, kv, engine.on(BuiltIn.AUTH), this.prefixes);
		this.commands = (kv >= 0) ? new CommandDetector(kv, this.prefixes) : null;
		this.rows = (kv >= 0) ? new RowDetector(this.terms, kv, engine.on(BuiltIn.PII_KEY), this, this.prefixes) : null;
		this.ends = this.terms.ends();
		for (String name : new String[] { "arn", "urn", "thin", "disposition", "5d" }) {
			this.ends.add(name);
		}
		this.prefixes.mark("APA9");
	}

	private @Nullable PersonalDetector personal(Engine engine) {
		int email = engine.on(BuiltIn.EMAIL);
		int phone = engine.on(BuiltIn.PHONE);
		int ipv4 = engine.on(BuiltIn.IPV4);
		int ipv6 = engine.on(BuiltIn.IPV6);
		int ssn = engine.on(BuiltIn.SSN);
		int nino = engine.on(BuiltIn.NINO);
		boolean any = Math.max(Math.max(Math.max(email, phone), Math.max(ipv4, ipv6)), Math.max(ssn, nino)) >= 0;
		return any ? new PersonalDetector(email, phone, ipv4, ipv6, ssn, nino, this.prefixes) : null;
	}

	private static byte[] classes(String separators) {
		byte[] classes = new byte[Character.MAX_VALUE + 1];
		Arrays.fill(classes, ASCII, classes.length, (byte) SEPARATOR);
		for (int c = 0; c < ASCII; c++) {
			classes[c] = (byte) (Chars.alnum(c) ? WORD : 0);
		}
		for (int i = 0; i < separators.length(); i++) {
			classes[separators.charAt(i)] |= SEPARATOR;
		}
		classes['-'] = HYPHEN;
		return classes;
	}

	KeyValueDetector pairs() {
		return this.pairs;
	}

	void scan(Scan scan) {
		if (this.personal == null) {
			sort(CLASSES, scan);
		}
		else {
			sort(PERSONAL, scan);
		}
		char[] buf = scan.buf;
		int len = scan.len;
		int from = 0;
		long previous = (scan.first > 0) ? (long) BITS.get(scan.sorted, scan.first - BLOCK >>> 2) : 0;
		long before = previous & LOWER & ~(previous >>> 1);
		long afterWord = before >>> 62;
		long afterHyphen = (previous & previous >>> 1 & LOWER) >>> 62;
		for (int base = scan.first; base < len; base += BLOCK) {
			long bits = (long) BITS.get(scan.sorted, base >>> 2);
			long lower = bits & LOWER;
			long upper = bits >>> 1 & LOWER;
			long words = lower & ~upper;
			long hyphens = lower & upper;
			long separators = upper & ~lower | hyphens & (hyphens << 2 | afterHyphen);
			long starts = words & ~(words << 2 | afterWord);
			if (words == LOWER && before != LOWER) {
				int end = this.mixed.devOps(scan, base);
				from = (end > base) ? Math.max(from, end) : from;
			}
			before = words;
			afterWord = words >>> 62;
			afterHyphen = hyphens >>> 62;
			if (from >= base + BLOCK) {
				continue;
			}
			long open = words(buf, base, starts)
					| ((this.personal == null) ? dividers(buf, base, separators) : separators);
			if (from >= base) {
				open = resume(open, words, from - base);
			}
			while (open != 0) {
				int bit = Long.numberOfTrailingZeros(open);
				int i = base + (bit >>> 1);
				open &= open - 1;
				int end;
				if ((separators >>> bit & 1) != 0) {
					end = separator(scan, buf[i], i);
				}
				else if (this.prefixes.likely(buf, i)) {
					end = word(scan, i);
				}
				else {
					continue;
				}
				if (end > i + 1) {
					from = end;
					open = (end < base + BLOCK) ? resume(open, words, end - base) : 0;
				}
			}
		}
	}

	/** What is left to look at when a detector says where to go on. */
	private static long resume(long open, long words, int at) {
		return open & -1L << (at << 1) | words & 1L << (at << 1);
	}

	/** Those of the words in a block that begin like something of interest. */
	private long words(char[] buf, int base, long words) {
		long[] starts = this.prefixes.starts();
		long open = 0;
		for (long left = words; left != 0; left &= left - 1) {
			int bit = Long.numberOfTrailingZeros(left);
			open |= PrefixTable.plausible(starts, buf, base + (bit >>> 1)) << bit;
		}
		return open;
	}

	/** The separators in a block but for dividers behind what is no key of interest. */
	private long dividers(char[] buf, int base, long separators) {
		long open = (base == 0) ? separators & NEAR : 0;
		for (long left = separators ^ open; left != 0; left &= left - 1) {
			int bit = Long.numberOfTrailingZeros(left);
			int i = base + (bit >>> 1);
			open |= (KeyEnds.isDivider(buf[i]) ? this.ends.divides(buf, i) : 1) << bit;
		}
		return open;
	}

	private static void sort(byte[] table, Scan scan) {
		char[] buf = scan.buf;
		byte[] sorted = scan.sorted;
		int len = scan.len;
		for (int i = scan.first; i < len; i += 4) {
			sorted[i >>> 2] = (byte) (table[buf[i]] | table[buf[i + 1]] << 2 | table[buf[i + 2]] << 4
					| table[buf[i + 3]] << 6);
		}
		int end = len + 3 >>> 2;
		Arrays.fill(sorted, end, end + Long.BYTES, (byte) 0);
	}

	private int separator(Scan scan, int c, int i) {
		return switch (c) {
			case ':' -> colon(scan, i);
			case '=' -> equal(scan, i);
			case '-' -> hyphens(scan, i - 1);
			case '>' -> greater(scan, i);
			case '\\' -> backslash(scan, i);
			case '%' -> percent(scan, i);
			case ';' -> entity(scan, i);
			case '~' -> this.mixed.entra(scan, i);
			case '@' -> (this.personal != null) ? this.personal.at(scan, i) : i;
			case '+' -> (this.personal != null) ? this.personal.plus(scan, i) : i;
			default -> foreign(scan, i);
		};
	}

	/** End of whatever begins with the letter or digit at {@code i}. */
	private int word(Scan scan, int i) {
		int left = scan.before(i);
		if (left == '_' && i > 1 && Chars.word(scan.buf[i - 2]) && !Chars.digit(scan.buf[i])) {
			int end = this.mixed.maxmind(scan, i);
			return (end > i) ? end : this.phrases.apart(scan, i);
		}
		if (left == '-' && scan.buf[i] == 'u') {
			int end = this.mixed.mailchimp(scan, i - 1);
			if (end > i) {
				return end;
			}
		}
		if (left == '@' && this.urls != null) {
			int end = this.urls.dsn(scan, i);
			if (end > i) {
				return end;
			}
		}
		if (left == ':' && scan.at(i, "APA9")) {
			int end = colon(scan, i - 1);
			if (end > i) {
				return end;
			}
		}
		int end = token(scan, i);
		if (end == i && Chars.letter(scan.buf[i + 1]) && Chars.letter(scan.buf[i + 2])) {
			end = this.phrases.match(scan, i);
			if (end == i && this.commands != null && this.rows != null) {
				this.commands.match(scan, i);
				this.rows.match(scan, i);
			}
		}
		return end;
	}

	/** End of what says by itself what it is and begins at {@code i}. */
	private int token(Scan scan, int i) {
		if (Chars.digit(scan.buf[i])) {
			return number(scan, i);
		}
		int end = this.tokens.match(scan, i);
		if (end == i) {
			end = this.prefixes.match(scan, i);
		}
		if (end == i && this.ibans != null) {
			end = this.ibans.match(scan, i);
		}
		if (end == i && this.personal != null) {
			end = this.personal.letters(scan, i);
		}
		return end;
	}

	/** End of whatever begins with the digit at {@code i}. */
	private int number(Scan scan, int i) {
		int end = (this.cards != null) ? this.cards.match(scan, i) : i;
		if (end == i) {
			end = this.prefixes.match(scan, i);
		}
		if (end == i && this.personal != null) {
			end = this.personal.digits(scan, i);
		}
		return end;
	}

	@Override
	public int end(Scan scan, int from) {
		int before = scan.count;
		int found = (scan.buf[from] != '+') ? token(scan, from)
				: (this.personal != null) ? this.personal.plus(scan, from) : from;
		boolean whole = scan.count > before && scan.start(before) == from;
		scan.count = before;
		return whole ? found : from;
	}

	@Override
	public int classify(Scan scan, int from, int end, int fallback) {
		if (end - from < this.prefixes.shortest() || !this.prefixes.likely(scan.buf, from)) {
			return fallback;
		}
		int before = scan.count;
		int found = token(scan, from);
		int detector = (found == end && scan.count > before && scan.start(before) == from) ? scan.detector(before)
				: fallback;
		scan.count = before;
		return detector;
	}

	private int equal(Scan scan, int i) {
		char[] buf = scan.buf;
		int left = scan.before(i);
		if (!Chars.letter(left) && NO_PAIR.indexOf(left) >= 0) {
			return i + 1;
		}
		int next = (buf[i + 1] == '>') ? i + 2 : i + 1;
		if (buf[next] == '=' && next == i + 1) {
			return i + 2;
		}
		int end = this.pairs.match(scan, i, next, false);
		return (end < 0) ? next : Math.max(end, next);
	}

	private int colon(Scan scan, int i) {
		char[] buf = scan.buf;
		int right = buf[i + 1];
		int authority = (right == '/' || right == '\\') ? UrlDetector.authority(scan, i) : 0;
		if (authority != 0) {
			int end = (this.urls != null && i > 0) ? this.urls.match(scan, i, authority) : i;
			return (end > i) ? end : authority;
		}
		int left = scan.before(i);
		int address = (this.personal != null) ? this.personal.colon(scan, i) : i;
		if (address > i) {
			return address;
		}
		if (right == ':') {
			return i + 1;
		}
		if (left == 'n' && i >= scan.resourceUntil && (scan.at(i - 3, "arn") || scan.at(i - 3, "urn"))
				&& !Chars.word(scan.before(i - 3))) {
			scan.resourceUntil = Unquoted.end(scan, i, false);
		}
		if (i < scan.resourceUntil) {
			return i;
		}
		if (left == 'n' && buf[i + 2] == 'f') {
			int end = this.phrases.form(scan, i);
			if (end > i) {
				return end;
			}
		}
		if (this.urls != null && left == 'n') {
			int end = this.urls.oracle(scan, i);
			if (end > i) {
				return end;
			}
		}
		if (right == 'A' && (buf[i + 2] == 'A' || buf[i + 2] == 'P')) {
			int end = (buf[i + 2] == 'A') ? this.mixed.telegram(scan, i) : this.mixed.firebase(scan, i);
			if (end > i) {
				return end;
			}
		}
		int next = (right == '=') ? i + 2 : i + 1;
		int end = this.pairs.match(scan, i, next, next == i + 1);
		return (end < 0) ? next : Math.max(end, next);
	}

	private int entity(Scan scan, int i) {
		return (this.xml != null && i > 3 && scan.at(i - 3, "&gt"))
				? this.xml.escaped(scan, i - 3, i + 1, XmlDetector.ENTITY) : i;
	}

	private int greater(Scan scan, int i) {
		int left = scan.before(i);
		if (left == '-') {
			int end = this.pairs.match(scan, i - 1, i + 1, false);
			return (end < 0) ? i + 1 : Math.max(end, i + 1);
		}
		return (this.xml != null) ? this.xml.match(scan, i) : i + 1;
	}

	/** An armour line, an option of a command line, or a ruler. */
	private int hyphens(Scan scan, int i) {
		char[] buf = scan.buf;
		int end = i + 2;
		while (buf[end] == '-') {
			end++;
		}
		if (this.pems != null && end - i >= 5 && buf[end] == 'B') {
			int pem = this.pems.match(scan, end - 5);
			return (pem > end - 5) ? pem : end;
		}
		int left = scan.before(i);
		if (end - i == 2 && KeyWords.part(buf[end]) && (left <= ' ' || left == '"' || left == '\'')) {
			int option = end;
			while (KeyWords.part(buf[option]) || buf[option] == '_' || buf[option] == '-' || buf[option] == '.') {
				option++;
			}
			int quote = Quotes.at(scan, option);
			int comma = option + Quotes.length(quote);
			if (quote != 0 && buf[comma] == ',' && buf[comma - 1] == left && member(scan, i - 1)) {
				return Math.max(end, this.pairs.match(scan, option, comma + 1, false));
			}
			if (buf[option] == ',' && buf[option + 1] == ' ' && listed(scan, option + 2)) {
				return Math.max(end, this.pairs.match(scan, option, option + 2, false));
			}
			if (buf[option] == ' ' && buf[option + 1] > ' ' && buf[option + 1] != '-' && buf[option + 1] != '='
					&& option - end < KeyTerms.MAX_KEY) {
				int value = this.pairs.match(scan, option, option + 1, true);
				return Math.max(end, value);
			}
		}
		return end;
	}

	/** Whether the text whose quote is at {@code i} stands in a list, behind no key. */
	private static boolean member(Scan scan, int i) {
		int quote = i;
		while (scan.before(quote) == '\\') {
			quote--;
		}
		return scan.before(quote) != ':';
	}

	/**
	 * Skips the letter of an escaped line end, which is no part of the word behind it.
	 */
	private int backslash(Scan scan, int i) {
		int c = scan.buf[i + 1];
		if (c == 'u' && Chars.hex(scan.buf[i + 2]) && Chars.hex(scan.buf[i + 3]) && Chars.hex(scan.buf[i + 4])
				&& Chars.hex(scan.buf[i + 5])) {
			return Math.max(unicode(scan, i, Chars.unicode(scan.buf, i)), i + 6);
		}
		return (c == 'n' || c == 'r' || c == 't') ? i + 2 : i + 1;
	}

	/** Whether a list as Java writes it goes on behind the member at {@code from}. */
	private static boolean listed(Scan scan, int from) {
		int end = (scan.buf[from] != '-' && scan.closingBracket(from) >= 0) ? Unquoted.end(scan, from, false) : from;
		return end > from && (scan.buf[end] == ']' || scan.buf[end] == ',' && scan.buf[end + 1] == ' ');
	}

	/** The pair or the element around {@code c}, which a writer of JSON has escaped. */
	private int unicode(Scan scan, int i, int c) {
		int next = i + 6;
		int left = i;
		while (scan.before(left) == '\\') {
			left--;
		}
		if (c == '>' && left > 0 && this.xml != null) {
			return this.xml.escaped(scan, left, next, XmlDetector.UNICODE);
		}
		int right = Chars.unicode(scan.buf, next);
		if (c == '=' && right == '=') {
			return next + 6;
		}
		return ((c == '=' || c == ':') && NO_PAIR.indexOf(scan.before(left)) < 0)
				? this.pairs.match(scan, left, (right == '>') ? next + 6 : next, c == ':') : i;
	}

	private int percent(Scan scan, int i) {
		char[] buf = scan.buf;
		int low = buf[i + 2] | 0x20;
		if (buf[i + 1] == '3' && (low == 'a' || low == 'd')) {
			int end = this.pairs.match(scan, i, i + 3, false);
			return Math.max(end, i + 3);
		}
		return (Chars.hex(buf[i + 1]) && Chars.hex(low)) ? i + 3 : i + 1;
	}

	/** The full-width colon and equals sign. */
	private int foreign(Scan scan, int i) {
		int c = scan.buf[i];
		if (c != '\uff1a' && c != '\uff1d') {
			return i + 1;
		}
		int end = this.pairs.match(scan, i, i + 1, c == '\uff1a');
		return Math.max(end, i + 1);
	}

}
