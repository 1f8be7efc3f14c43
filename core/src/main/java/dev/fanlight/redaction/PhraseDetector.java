package dev.fanlight.redaction;

/**
 * Secrets that follow words rather than a separator: SQL, {@code .netrc}, SASL, MySQL's
 * duplicate entries, pairs in a JSON array, fields of a form.
 */
final class PhraseDetector {

	private static final int FAR = 256;

	private static final int LONGEST_WORD = 64;

	private static final int MAX_HEADERS = 4;

	private static final int LONGEST_HEADER = 256;

	private static final int SHORTEST_SASL = 8;

	private static final int SHORTEST_MEMBER = 8;

	private static final int SHORTEST_RANDOM = 12;

	/** The secret key of an AWS account, which nothing but its length tells. */
	private static final int AWS_KEY = 40;

	private static final int LONGEST_GAP = 4;

	private static final int NO_SECRET = KeyTerms.QUERY | KeyTerms.HARMLESS | KeyTerms.EXEMPT | KeyTerms.ALLOW
			| KeyTerms.PII | KeyTerms.LISTED;

	private static final String[] MECHANISMS = { "PLAIN ", "LOGIN ", "XOAUTH2 ", "OAUTHBEARER " };

	/** Tails of the name of an index. */
	private static final String[] INDEX = { "_unique", "_idx", "_index", "_uk", "_uq" };

	private static final String ENDS = "\"';])\\";

	private static final String DUPLICATE = "Duplicate entry '";

	private static final String FOR_KEY = "' for key '";

	private static final String FORM = " form-data; name=";

	private final KeyTerms terms;

	private final int kv;

	private final int auth;

	PhraseDetector(KeyTerms terms, int kv, int auth, PrefixTable prefixes) {
		this.terms = terms;
		this.kv = kv;
		this.auth = auth;
		if (auth >= 0) {
			prefixes.mark("AUTH");
		}
		if (kv >= 0) {
			for (String word : new String[] { "IDEN", "Iden", "iden", "PASS", "Pass", "pass", "Dupl", "toke", "secr",
					"apiK", "api_", "SECR", "TOKE", "API_", "api-", "aws ", "AWS ", "Secr" }) {
				prefixes.mark(word);
			}
		}
	}

	/** End of the secret behind the words at {@code i}, {@code i} if none. */
	int match(Scan scan, int i) {
		int c = scan.buf[i];
		if (c == 'A' && scan.buf[i + 1] == 'U') {
			return (this.auth >= 0) ? sasl(scan, i) : i;
		}
		int after = scan.buf[scan.run(Alphabet.WORD, i)];
		if (this.kv < 0 || after == '=' || after == ':') {
			return i;
		}
		int member = (scan.before(i) == '"') ? member(scan, i) : i;
		if (member > i) {
			return member;
		}
		if (after > ' ' && after != '(' && after != '-') {
			return i;
		}
		if (!keyed(scan, i)) {
			return switch (c) {
				case 'I', 'i' -> identified(scan, i);
				case 'D' -> duplicate(scan, i);
				case 'A', 'a' -> amazon(scan, i);
				default -> i;
			};
		}
		int end = (scan.before(i) == ':') ? keyword(scan, i) : apart(scan, i);
		if (end == i && (c | 0x20) == 's') {
			return amazon(scan, i);
		}
		return (end == i && (c | 0x20) == 'p' && scan.atIgnoreCase(i, "password")) ? password(scan, i) : end;
	}

	/** {@code AWS secret key x} in words, if {@code x} is as long and looks random. */
	private int amazon(Scan scan, int i) {
		char[] buf = scan.buf;
		int p = scan.run(Alphabet.WORD, i);
		while (p - i < LONGEST_WORD && buf[p] == ' ' && !scan.atIgnoreCase(p, " key")) {
			p = scan.run(Alphabet.WORD, p + 1);
		}
		int gap = p + " key".length();
		int from = gap;
		while (from - gap < LONGEST_GAP && from < scan.len && !Chars.alnum(buf[from])) {
			from++;
		}
		int end = (buf[p] == ' ' && from > gap) ? scan.run(Alphabet.BASE64, from) : from;
		return (end - from == AWS_KEY && random(buf, from, end) && ends(buf, end)) ? add(scan, i, from, end) : i;
	}

	/** {@code DB_PASSWORD x}, if {@code x} looks random. */
	int apart(Scan scan, int i) {
		char[] buf = scan.buf;
		if (this.kv < 0 || !keyed(scan, i)) {
			return i;
		}
		int to = scan.run(Alphabet.WORD, i);
		if (buf[to] != ' ' || to - i > LONGEST_WORD
				|| scan.before(i) != '_' && Unquoted.before(buf, i, to, '_') == to) {
			return i;
		}
		int end = scan.run(Alphabet.BASE64, to + 1);
		return (random(buf, to + 1, end) && ends(buf, end) && secret(scan, Math.max(0, i - 1), to))
				? add(scan, i, to + 1, end) : i;
	}

	/** {@code {:password "x"}}. */
	private int keyword(Scan scan, int i) {
		char[] buf = scan.buf;
		int to = i;
		while (Chars.word(buf[to]) || buf[to] == '-') {
			to++;
		}
		if (buf[to] != ' ' || buf[to + 1] != '"' || Chars.word(scan.before(i - 1)) || !secret(scan, i, to)) {
			return i;
		}
		int from = to + 2;
		return add(scan, i, from, Quotes.close(scan, from, Quotes.at(scan, to + 1)));
	}

	private static boolean keyed(Scan scan, int i) {
		return switch (scan.buf[i] | 0x20) {
			case 'a' -> scan.atIgnoreCase(i, "api_") || scan.at(i, "api-");
			case 'p' -> scan.atIgnoreCase(i, "pass");
			case 's' -> scan.atIgnoreCase(i, "secr");
			case 't' -> scan.atIgnoreCase(i, "toke");
			default -> false;
		};
	}

	private static boolean ends(char[] buf, int end) {
		return buf[end] <= ' ' || ENDS.indexOf(buf[end]) >= 0;
	}

	/** Digits and letters of both cases, more than a name of several words has. */
	static boolean random(char[] buf, int from, int end) {
		int upper = 0;
		int lower = 0;
		int digits = 0;
		int odd = 0;
		for (int i = from; i < end; i++) {
			upper += Chars.upper(buf[i]) ? 1 : 0;
			odd += (Chars.upper(buf[i]) && !Chars.lower(buf[i + 1])) ? 1 : 0;
			lower += Chars.lower(buf[i]) ? 1 : 0;
			digits += Chars.digit(buf[i]) ? 1 : 0;
		}
		return end - from >= SHORTEST_RANDOM && upper > 1 && lower > 1 && (digits > 1 || digits == 1 && odd > 1);
	}

	/** {@code IDENTIFIED [WITH x] BY [PASSWORD] 'x'}. */
	private int identified(Scan scan, int i) {
		if (!scan.atIgnoreCase(i, "identified ")) {
			return i;
		}
		int p = i + "identified ".length();
		if (scan.atIgnoreCase(p, "with ")) {
			p += "with ".length();
			while (scan.buf[p] > ' ') {
				p++;
			}
			p++;
		}
		if (!scan.atIgnoreCase(p, "by ")) {
			return i;
		}
		p += "by ".length();
		p += scan.atIgnoreCase(p, "password ") ? "password ".length() : 0;
		int quote = Quotes.at(scan, p);
		if (quote == 0) {
			return (scan.at(i, "IDENTIFIED") && !(scan.at(p, "PASSWORD") && !Chars.alnum(scan.buf[p + 8])))
					? add(scan, i, p, Unquoted.end(scan, p, false)) : i;
		}
		p += Quotes.length(quote);
		return add(scan, i, p, Quotes.close(scan, p, quote));
	}

	/** {@code PASSWORD 'x'}, {@code PASSWORD('x')}, {@code login x password y}. */
	private int password(Scan scan, int i) {
		char[] buf = scan.buf;
		int p = i + "password".length();
		if (buf[p] > ' ' && buf[p] != '(') {
			return i;
		}
		int from = p + 1;
		while (buf[from] <= ' ' && from < scan.len && from - p < LONGEST_WORD) {
			from++;
		}
		int quote = Quotes.at(scan, from);
		if (quote != 0) {
			from += Quotes.length(quote);
			scan.narrow(from + FAR);
			int end = Quotes.close(scan, from, quote);
			boolean closed = buf[from - 1] == '\'' && end < scan.len && buf[end] >= ' ';
			scan.widen();
			boolean word = Chars.upper(buf[i]) || Unquoted.before(buf, from, end, ' ') == end;
			return (closed && word) ? add(scan, i, from, end) : i;
		}
		if (scan.atIgnoreCase(from, "for ") && scan.atIgnoreCase(i - 4, "set ") && !Chars.letter(scan.before(i - 4))) {
			return assigned(scan, i, from);
		}
		if (buf[p] == '(' || !scan.at(i, "password") || !login(scan, i) || ValueGuard.prose(scan, from)) {
			return i;
		}
		int end = from;
		while (buf[end] > ' ' && buf[end] != '"' && buf[end] != '\\') {
			end++;
		}
		return add(scan, i, from, end);
	}

	/** {@code SET PASSWORD FOR 'user'@'host' = 'x'}. */
	private int assigned(Scan scan, int i, int account) {
		char[] buf = scan.buf;
		int p = account;
		while (p - account < FAR && buf[p] >= ' ' && buf[p] != '=' && buf[p] != ';') {
			p++;
		}
		int from = p + 1;
		while (from - p < LONGEST_WORD
				&& (Chars.letter(buf[from]) || buf[from] == ' ' || buf[from] == '(' || buf[from] == '_')) {
			from++;
		}
		int quote = (buf[p] == '=') ? Quotes.at(scan, from) : 0;
		int start = from + Quotes.length(quote);
		return (quote != 0) ? add(scan, i, start, Quotes.close(scan, start, quote)) : i;
	}

	/** Whether {@code login x} stands before. */
	private static boolean login(Scan scan, int i) {
		int p = i;
		while (p > 0 && scan.buf[p - 1] <= ' ' && i - p < LONGEST_WORD) {
			p--;
		}
		int name = p;
		while (p > 0 && scan.buf[p - 1] > ' ' && name - p < LONGEST_WORD) {
			p--;
		}
		return name < i && p < name && p > 0 && scan.at(p - "login ".length(), "login");
	}

	/** {@code Duplicate entry 'x' for key 'users.api_key'}. */
	private int duplicate(Scan scan, int i) {
		if (!scan.at(i, DUPLICATE)) {
			return i;
		}
		char[] buf = scan.buf;
		int from = i + DUPLICATE.length();
		int end = from;
		while (end - from < FAR && buf[end] >= ' ' && !(buf[end] == '\'' && scan.at(end, FOR_KEY))) {
			end++;
		}
		if (buf[end] != '\'') {
			return i;
		}
		int key = end + FOR_KEY.length();
		int to = key;
		while (buf[to] > ' ' && buf[to] != '\'' && to - key < KeyTerms.MAX_KEY) {
			to++;
		}
		for (String tail : INDEX) {
			to -= scan.atIgnoreCase(to - tail.length(), tail) ? tail.length() : 0;
		}
		return secret(scan, key, to) ? add(scan, i, from, end) : i;
	}

	private boolean secret(Scan scan, int from, int to) {
		int kind = this.terms.kind(scan, from, to);
		return kind != 0 && (kind & NO_SECRET) == 0;
	}

	/** {@code AUTH PLAIN x}. */
	private int sasl(Scan scan, int i) {
		int p = scan.at(i, "AUTH ") ? i + 5 : scan.at(i, "AUTHENTICATE ") ? i + 13 : 0;
		if (p == 0) {
			return i;
		}
		for (String mechanism : MECHANISMS) {
			if (scan.at(p, mechanism)) {
				int from = p + mechanism.length();
				int end = scan.run(Alphabet.BASE64, from);
				return (end - from >= SHORTEST_SASL && !(scan.buf[end] > ' ' && scan.buf[end] != '"')
						&& encoded(scan.buf, from, end)) ? add(scan, from, end, this.auth, end) : i;
			}
		}
		return redis(scan, i, p);
	}

	/** {@code AUTH [user] x}, if {@code x} looks random. */
	private int redis(Scan scan, int i, int from) {
		int end = scan.run(Alphabet.BASE64, from);
		int p = from;
		if (scan.buf[end] == ' ' && !random(scan.buf, p, end)) {
			p = end + 1;
			end = scan.run(Alphabet.BASE64, p);
		}
		return (random(scan.buf, p, end) && ends(scan.buf, end)) ? add(scan, p, end, this.auth, end) : i;
	}

	/** Whether it is not a word. */
	private static boolean encoded(char[] buf, int from, int end) {
		int seen = 0;
		for (int i = from; i < end; i++) {
			seen |= Chars.upper(buf[i]) ? 1 : Chars.lower(buf[i]) ? 2 : 3;
		}
		return seen == 3;
	}

	/** {@code ["password", "x"]}, if {@code x} is more than a name. */
	private int member(Scan scan, int i) {
		char[] buf = scan.buf;
		if (i < 2 || buf[i - 2] != '[') {
			return i;
		}
		int to = i;
		while (Chars.word(buf[to]) || buf[to] == '-') {
			to++;
		}
		int p = to + 1;
		if (buf[to] != '"' || buf[p] != ',') {
			return i;
		}
		p += (buf[p + 1] == ' ') ? 2 : 1;
		int quote = Quotes.at(scan, p);
		int from = p + Quotes.length(quote);
		int end = Quotes.isDouble(quote) ? Quotes.close(scan, from, quote) : from;
		if (end - from < SHORTEST_MEMBER || buf[end + Quotes.length(quote)] != ']' || !secret(scan, i, to)) {
			return i;
		}
		int digits = 0;
		boolean name = false;
		boolean odd = false;
		for (int k = from; k < end; k++) {
			digits += Chars.digit(buf[k]) ? 1 : 0;
			name |= buf[k] == '-' || buf[k] == '_' || buf[k] == '.' || buf[k] == ' ' || buf[k] == ':' || buf[k] == '/';
			odd |= !Chars.alnum(buf[k]);
		}
		return (digits > 0 && !name || odd && !name) ? add(scan, i, from, end) : i;
	}

	/** The body of a form's field behind {@code Content-Disposition} and its colon. */
	int form(Scan scan, int i) {
		if (!scan.at(i + 1, FORM) || this.kv < 0) {
			return i;
		}
		char[] buf = scan.buf;
		int name = i + 1 + FORM.length();
		name += Quotes.length(Quotes.at(scan, name));
		int p = name;
		while (buf[p] > ' ' && buf[p] != '"' && buf[p] != '\\') {
			p++;
		}
		if (!secret(scan, name, p)) {
			return i;
		}
		for (int n = 0; n < MAX_HEADERS; n++) {
			int line = p;
			while (p < scan.len && p - line < LONGEST_HEADER
					&& (buf[p] >= ' ' && buf[p] != '\\' || Unquoted.lineBreak(buf, p) == 0)) {
				p++;
			}
			int next = p + Unquoted.lineBreak(buf, p);
			int empty = Unquoted.lineBreak(buf, next);
			if (next == p) {
				return i;
			}
			if (empty != 0) {
				int end = next + empty;
				while (end < scan.len && Unquoted.lineBreak(buf, end) == 0) {
					end++;
				}
				return add(scan, end, next + empty, end);
			}
			p = next;
		}
		return i;
	}

	private int add(Scan scan, int none, int from, int end) {
		return ValueGuard.harmless(scan, from, end) ? none : add(scan, from, end, this.kv, end);
	}

	private static int add(Scan scan, int from, int end, int detector, int next) {
		scan.add(from, end, detector, 0);
		return next;
	}

}
