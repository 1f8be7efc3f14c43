package dev.fanlight.redaction;

import org.jspecify.annotations.Nullable;

/**
 * One pass from left to right. A table sorts characters, words are skipped unless their
 * first three characters begin something known, and the few separators that matter hand
 * over to a detector, which says where to go on.
 */
final class Scanner {

	/** Letters and digits stay the lowest, words are skipped by comparison. */
	private static final int LETTER = 0;

	private static final int DIGIT = 1;

	private static final int PLAIN = 2;

	private static final int UNDERSCORE = 3;

	private static final int EQUALS = 4;

	private static final int COLON = 5;

	private static final int GREATER = 6;

	private static final int HYPHEN = 7;

	private static final int BACKSLASH = 8;

	private static final int PERCENT = 9;

	private static final int TILDE = 10;

	private static final int AT = 11;

	private static final int PLUS = 12;

	private static final int FOREIGN = 13;

	private static final int CLASSES = 128;

	private final byte[] classes = new byte[CLASSES + 1];

	private final PrefixTable prefixes;

	private final TokenDetector tokens;

	private final KeyValueDetector pairs;

	private final @Nullable CardDetector cards;

	private final @Nullable IbanDetector ibans;

	private final @Nullable PemDetector pems;

	private final @Nullable UrlDetector urls;

	private final @Nullable XmlDetector xml;

	private final @Nullable PersonalDetector personal;

	private final InfixDetector mixed;

	Scanner(Engine engine) {
		this.prefixes = engine.prefixes();
		this.tokens = new TokenDetector(engine.on(BuiltIn.JWT), engine.on(BuiltIn.AUTH), this.prefixes);
		int pan = engine.on(BuiltIn.PAN);
		this.cards = (pan >= 0) ? new CardDetector(pan) : null;
		int iban = engine.on(BuiltIn.IBAN);
		this.ibans = (iban >= 0) ? new IbanDetector(iban, this.prefixes) : null;
		int pem = engine.on(BuiltIn.PEM);
		this.pems = (pem >= 0) ? new PemDetector(pem) : null;
		int url = engine.on(BuiltIn.URL);
		this.urls = (url >= 0) ? new UrlDetector(url) : null;
		int kv = engine.on(BuiltIn.KV);
		this.pairs = new KeyValueDetector(engine.terms(), kv, engine.on(BuiltIn.PII_KEY), engine.on(BuiltIn.AUTH),
				this::classify);
		this.xml = (kv >= 0) ? new XmlDetector(engine.terms(), kv, this::classify) : null;
		this.personal = personal(engine);
		this.mixed = new InfixDetector(engine.on(BuiltIn.AZURE), engine.on(BuiltIn.TELEGRAM),
				engine.on(BuiltIn.MAILCHIMP));
		classes();
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

	private void classes() {
		for (int c = 0; c < CLASSES; c++) {
			this.classes[c] = (byte) (Chars.letter(c) ? LETTER : Chars.digit(c) ? DIGIT : PLAIN);
		}
		this.classes['_'] = UNDERSCORE;
		this.classes['='] = EQUALS;
		this.classes[':'] = COLON;
		this.classes['>'] = GREATER;
		this.classes['-'] = HYPHEN;
		this.classes['\\'] = BACKSLASH;
		this.classes['%'] = PERCENT;
		this.classes['~'] = TILDE;
		this.classes['@'] = (byte) ((this.personal != null) ? AT : PLAIN);
		this.classes['+'] = (byte) ((this.personal != null) ? PLUS : PLAIN);
		this.classes[CLASSES] = FOREIGN;
	}

	KeyValueDetector pairs() {
		return this.pairs;
	}

	void scan(Scan scan) {
		char[] buf = scan.buf;
		byte[] table = this.classes;
		int len = scan.len;
		int i = 0;
		while (i < len) {
			int c = buf[i];
			switch (table[Math.min(c, CLASSES)]) {
				case LETTER -> {
					if (this.prefixes.plausible(c, buf[i + 1], buf[i + 2])) {
						int end = word(scan, i);
						if (end > i) {
							i = end;
							continue;
						}
					}
					i = skip(table, buf, i + 1);
				}
				case DIGIT -> {
					int end = number(scan, i);
					i = (end > i) ? end : skip(table, buf, i + 1);
				}
				case UNDERSCORE -> {
					int next = buf[i + 1];
					i = (Chars.letter(next) && i > 0 && Chars.word(buf[i - 1])) ? skip(table, buf, i + 2) : i + 1;
				}
				case EQUALS -> i = equal(scan, i);
				case COLON -> i = colon(scan, i);
				case GREATER -> i = greater(scan, i);
				case HYPHEN -> {
					int next = buf[i + 1];
					i = (next == '-') ? hyphens(scan, i) : (next == 'u') ? this.mixed.mailchimp(scan, i) : i + 1;
				}
				case BACKSLASH -> i = backslash(scan, i);
				case PERCENT -> i = percent(scan, i);
				case TILDE -> i = this.mixed.entra(scan, i);
				case AT -> i = Math.max(i + 1, (this.personal != null) ? this.personal.at(scan, i) : 0);
				case PLUS -> i = Math.max(i + 1, (this.personal != null) ? this.personal.plus(scan, i) : 0);
				case FOREIGN -> i = foreign(scan, i);
				default -> i++;
			}
		}
	}

	private static int skip(byte[] table, char[] buf, int from) {
		int i = from;
		while (table[Math.min(buf[i], CLASSES)] <= DIGIT) {
			i++;
		}
		return i;
	}

	/** End of whatever begins with the letter at {@code i}. */
	private int word(Scan scan, int i) {
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
		char[] buf = scan.buf;
		if (end == i && this.prefixes.plausible(buf[i], buf[i + 1], buf[i + 2])) {
			end = this.prefixes.match(scan, i);
		}
		if (end == i && this.personal != null) {
			end = this.personal.digits(scan, i);
		}
		return end;
	}

	private int classify(Scan scan, int from, int end, int fallback) {
		int before = scan.count;
		int found = Chars.digit(scan.buf[from]) ? number(scan, from) : word(scan, from);
		int detector = (found == end && scan.count > before && scan.start(before) == from) ? scan.detector(before)
				: fallback;
		scan.count = before;
		return detector;
	}

	private int equal(Scan scan, int i) {
		char[] buf = scan.buf;
		int left = scan.before(i);
		if (left == '!' || left == '=' || left == '<' || left == '>' || left == '~' || left == ':') {
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
		if (right == '/' && buf[i + 2] == '/') {
			int end = (this.urls != null && i > 0) ? this.urls.match(scan, i) : i;
			return (end > i) ? end : i + 3;
		}
		int address = (this.personal != null) ? this.personal.colon(scan, i) : i;
		if (address > i) {
			return address;
		}
		if (right == ':') {
			return i + 2;
		}
		if (this.urls != null && scan.before(i) == 'n') {
			int end = this.urls.oracle(scan, i);
			if (end > i) {
				return end;
			}
		}
		if (right == 'A' && buf[i + 2] == 'A') {
			int end = this.mixed.telegram(scan, i);
			if (end > i) {
				return end;
			}
		}
		int next = (right == '=') ? i + 2 : i + 1;
		int end = this.pairs.match(scan, i, next, next == i + 1);
		return (end < 0) ? next : Math.max(end, next);
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
		if (end - i == 2 && Chars.letter(buf[end]) && (i == 0 || buf[i - 1] <= ' ' || buf[i - 1] == '"')) {
			int option = end;
			while (Chars.word(buf[option]) || buf[option] == '-' || buf[option] == '.') {
				option++;
			}
			if (buf[option] == ' ' && buf[option + 1] > ' ' && buf[option + 1] != '-' && buf[option + 1] != '='
					&& option - end < KeyTerms.MAX_KEY) {
				int value = this.pairs.match(scan, option, option + 1, true);
				return Math.max(end, value);
			}
		}
		return end;
	}

	/**
	 * Skips the letter of an escaped line end, which is no part of the word behind it.
	 */
	private int backslash(Scan scan, int i) {
		int c = scan.buf[i + 1];
		if (c == 'u' && Chars.hex(scan.buf[i + 2]) && Chars.hex(scan.buf[i + 3]) && Chars.hex(scan.buf[i + 4])
				&& Chars.hex(scan.buf[i + 5])) {
			return i + 6;
		}
		return (c == 'n' || c == 'r' || c == 't') ? i + 2 : i + 1;
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
