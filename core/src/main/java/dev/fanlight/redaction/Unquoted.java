package dev.fanlight.redaction;

/**
 * Where values end that no quote delimits.
 */
final class Unquoted {

	private static final Words SINGLE = Words.of("bearer", "basic", "token", "apikey", "api-key", "negotiate", "ntlm",
			"jwt", "key", "dpop", "sharedkey", "sharedkeylite", "privatetoken", "ssws", "splunk", "genie");

	private static final Words LINE = Words.of("digest", "aws4-hmac-sha256", "signature", "oauth", "hmac", "hawk",
			"mac", "vapid", "scram-sha-256", "scram-sha-1", "mutual", "gnap", "zoho-oauthtoken", "googlelogin");

	private static final int SHORTEST_CODE = 8;

	private static final int LONGEST_SCHEME = 24;

	private static final int LONGEST_EXTENSION = 256;

	private static final int LONGEST_BRACED = 64;

	/** Backslashes before a character that was escaped three times. */
	private static final int DEEPEST = 7;

	/** Backslashes of one sign, five times inside a string. */
	private static final int LONGEST_ESCAPE = 64;

	/** What ends a value without blanks, beside control characters. */
	private static final String ENDS = ",;&\"'`\u007f";

	/** What has to be looked at in such a value. */
	private static final boolean[] SPECIAL = new boolean[128];

	static {
		for (int c = 0; c < SPECIAL.length; c++) {
			SPECIAL[c] = c <= ' ' || ENDS.indexOf(c) >= 0 || "()[]{}\\<%".indexOf(c) >= 0;
		}
	}

	private Unquoted() {
	}

	private static boolean known(Scan scan, int from, int end) {
		return SINGLE.is(scan, from, end) || LINE.is(scan, from, end);
	}

	/** Whether the scheme at {@code from} is followed by one token rather than a list. */
	static boolean singleToken(Scan scan, int from) {
		int end = from;
		while (Chars.alnum(scan.buf[end]) || scan.buf[end] == '-') {
			end++;
		}
		return !LINE.is(scan, from, end) && (SINGLE.is(scan, from, end) || !parameter(scan.buf, end + 1));
	}

	/** Whether the word at {@code from} is a name with a value. */
	private static boolean parameter(char[] buf, int from) {
		int p = from;
		while (Chars.word(buf[p]) || buf[p] == '-') {
			p++;
		}
		return buf[p] == '=' && buf[p + 1] > ' ' && buf[p + 1] != '=';
	}

	/** Start of the credential behind a scheme that nobody listed. */
	static int otherScheme(Scan scan, int from) {
		char[] buf = scan.buf;
		int p = from;
		while ((Chars.letter(buf[p]) || buf[p] == '-' || buf[p] == '_') && p - from < LONGEST_SCHEME) {
			p++;
		}
		if (p - from < 2 || buf[p] != ' ') {
			return from;
		}
		int end = end(scan, p + 1, false);
		int digits = 0;
		for (int i = p + 1; i < end && digits < 2; i++) {
			digits += Chars.digit(buf[i]) ? 1 : 0;
		}
		boolean credential = digits == 2 && end - p > 8 || Chars.upper(buf[from]) && parameter(buf, p + 1)
				|| ValueGuard.mask(scan, p + 1, scan.len);
		return credential ? p + 1 : from;
	}

	/** End of a value without blanks. */
	static int end(Scan scan, int from, boolean percent) {
		char[] buf = scan.buf;
		int round = 0;
		int square = 0;
		int curly = 0;
		int i = from;
		while (i < scan.len) {
			int c = buf[i];
			if (c < 128 && !SPECIAL[c]) {
				i++;
				continue;
			}
			if (c < 128 ? c <= ' ' || ENDS.indexOf(c) >= 0 : ends(c)) {
				break;
			}
			if (c == '(') {
				round++;
			}
			else if (c == '[') {
				square++;
			}
			else if (c == '{') {
				curly++;
			}
			else if (c == ')' && round-- == 0 || c == ']' && square-- == 0 || c == '}' && curly-- == 0) {
				break;
			}
			else if (c == '\\' && escape(buf, i) || c == '<' && buf[i + 1] == '/'
					|| c == '%' && percent && percentEnds(buf, i)) {
				break;
			}
			i++;
		}
		if (i > from + 1 && (buf[i - 1] == '.' && (buf[i] <= ' ' || buf[i] == '"') || wire(buf, i))) {
			i--;
		}
		return i;
	}

	/** The line ends of a wire log: {@code [\r][\n]}. */
	private static boolean wire(char[] buf, int i) {
		int p = i;
		while (buf[i - 1] == '[' && buf[p] == '\\') {
			p++;
		}
		return p > i && (buf[p] == 'r' || buf[p] == 'n') && buf[p + 1] == ']';
	}

	/** End of a value that can only be digits, letters and hyphens. */
	static int code(char[] buf, int from) {
		int i = from;
		while (i - from < KeyTerms.MAX_SHAPED && (Chars.alnum(buf[i]) || buf[i] == '-')) {
			i++;
		}
		return i;
	}

	/** End of a list of codes with digits and letters, {@code from} if it is none. */
	static int codes(char[] buf, int from) {
		int end = from;
		int i = from;
		while (true) {
			int start = i;
			boolean digit = false;
			boolean letter = false;
			while (Chars.alnum(buf[i]) || buf[i] == '-') {
				digit |= Chars.digit(buf[i]);
				letter |= Chars.letter(buf[i]);
				i++;
			}
			boolean over = buf[i] <= ' ' || buf[i] == ',' || buf[i] == ';' || buf[i] == '"'
					|| buf[i] == '.' && buf[i + 1] <= ' ';
			if (i - start < SHORTEST_CODE || i - start > KeyTerms.MAX_SHAPED || !digit || !letter || !over) {
				return end;
			}
			end = i;
			i += (buf[i] == ',') ? 1 : 0;
			if (buf[i] != ' ') {
				return end;
			}
			i++;
		}
	}

	/** What ends a value beyond ASCII. */
	static boolean ends(int c) {
		return c < 160 || Character.isSpaceChar(c) || c == '\uff0c' || c == '\uff1b' || c == '\u3002' || c == '\u3001'
				|| c == '\u201d' || c == '\u2019' || c == '\u300d';
	}

	/** A line end, a tab or a quote inside a string of another language. */
	private static boolean escape(char[] buf, int i) {
		int p = i;
		while (buf[p] == '\\' && p - i < LONGEST_ESCAPE) {
			p++;
		}
		int c = buf[p];
		int unicode = Chars.unicode(buf, p - 1);
		return unicode == '&' || unicode == '"' || unicode == '\'' || unicode == '<' && buf[p + 5] == '/' || c == '"'
				|| c == '\'' || c == 'n' || (c == 'r' || c == 't') && !Chars.lower(buf[p + 1]);
	}

	private static boolean percentEnds(char[] buf, int i) {
		int high = buf[i + 1];
		int low = buf[i + 2] | 0x20;
		return high == '2' && (low == '6' || low == '2' || low == 'c' || low == '7' || low == '0')
				|| high == '7' && low == 'd' || high == '0' && (low == 'a' || low == 'd');
	}

	/** Length of the line end at {@code p}, also of one that is escaped; 0 if none. */
	static int lineBreak(char[] buf, int p) {
		if (buf[p] == '\n') {
			return 1;
		}
		if (buf[p] == '\r') {
			return (buf[p + 1] == '\n') ? 2 : 1;
		}
		int end = escapedLine(buf, p, 'r');
		return Math.max(escapedLine(buf, end, 'n'), end) - p;
	}

	/**
	 * Length of the blank, the tab or the line end at {@code p}, also escaped; 0 if none.
	 */
	static int blank(char[] buf, int p) {
		int line = Chars.blank(buf[p]) ? 1 : lineBreak(buf, p);
		return (line != 0) ? line : escapedLine(buf, p, 't') - p;
	}

	/** End of an escaped character at any depth worth reading. */
	private static int escapedLine(char[] buf, int from, char c) {
		int p = from;
		while (buf[p] == '\\' && p - from < DEEPEST) {
			p++;
		}
		return (p > from && buf[p] == c) ? p + 1 : from;
	}

	/** End of the braces that SQL Server puts around a value with semicolons. */
	static int braces(Scan scan, int from) {
		int end = from;
		while (scan.buf[end] >= ' ' && scan.buf[end] != '}' && end - from < LONGEST_BRACED) {
			end++;
		}
		return (scan.buf[end] == '}') ? end + 1 : from;
	}

	/** Start of the block of YAML whose header is at {@code from}, 0 if none. */
	static int block(char[] buf, int from) {
		int p = from + 1;
		while (buf[p] == '-' || buf[p] == '+' || Chars.digit(buf[p]) || buf[p] == ' ') {
			p++;
		}
		int line = p + lineBreak(buf, p);
		int start = line;
		while (buf[start] == ' ') {
			start++;
		}
		return (line > p && start > line && buf[start] > ' ') ? start : 0;
	}

	/** End of the block that begins at {@code start}: where a line is indented less. */
	static int blockEnd(Scan scan, int start) {
		char[] buf = scan.buf;
		int indent = 0;
		while (scan.before(start - indent) == ' ') {
			indent++;
		}
		int end = start;
		while (true) {
			while (end < scan.len && lineBreak(buf, end) == 0) {
				end++;
			}
			int line = end + lineBreak(buf, end);
			int p = line;
			while (p - line < indent && buf[p] == ' ') {
				p++;
			}
			if (line == end || p - line < indent || p >= scan.len) {
				return end;
			}
			end = p;
		}
	}

	static boolean number(char[] buf, int from, int end) {
		boolean digits = false;
		for (int i = from; i < end; i++) {
			int c = buf[i];
			digits |= Chars.digit(c);
			if (!Chars.digit(c) && c != '.' && c != '-' && c != '+' && (c | 0x20) != 'e') {
				return false;
			}
		}
		return digits;
	}

	/** Whether there is nothing but numbers in a list. */
	static boolean numbers(char[] buf, int from, int end) {
		boolean digits = false;
		for (int i = from; i < end; i++) {
			digits |= Chars.digit(buf[i]);
			if (!Chars.digit(buf[i]) && buf[i] != ',' && buf[i] != ' ' && buf[i] != '.') {
				return false;
			}
		}
		return digits;
	}

	/** Whether the next word is itself a key. */
	static boolean pairAt(char[] buf, int from) {
		int p = from;
		while ((Chars.word(buf[p]) || buf[p] == '.' || buf[p] == '-') && p - from < 64) {
			p++;
		}
		return p > from && Chars.letter(buf[from]) && buf[p] == '=' && buf[p + 1] != '=';
	}

	/** Whether the next word is the name of a header. */
	private static boolean headerAt(char[] buf, int from) {
		int p = from;
		while ((Chars.word(buf[p]) || buf[p] == '-') && p - from < 64) {
			p++;
		}
		return p > from && buf[p] == ':' && buf[p + 1] == ' ';
	}

	/** Whether the word at {@code from} has both letters and digits. */
	static boolean mixed(char[] buf, int from) {
		boolean letter = false;
		boolean digit = false;
		for (int i = from; i - from < 64 && !(letter && digit) && Alphabet.WIDE.has(buf[i]); i++) {
			letter |= Chars.letter(buf[i]);
			digit |= Chars.digit(buf[i]);
		}
		return letter && digit;
	}

	/** The first such character, {@code end} if there is none. */
	static int before(char[] buf, int from, int end, int c) {
		int i = from;
		while (i < end && buf[i] != c) {
			i++;
		}
		return i;
	}

	/** Whether nothing stands between an attached equals sign and the next pair. */
	static boolean empty(char[] buf, int next, int from) {
		int sign = (next > 0 && buf[next - 1] == '>') ? next - 2 : next - 1;
		if (from == next || sign < 1 || Chars.blank(buf[sign - 1])) {
			return false;
		}
		int p = from;
		while ((Chars.word(buf[p]) || buf[p] == '.' || buf[p] == '-') && p - from < 64) {
			p++;
		}
		int value = buf[p + 1];
		return Chars.letter(buf[from]) && buf[p] == '='
				&& (Chars.word(value) || value == '"' || value == '\'' || value == '[' || value == '{' || value == '/');
	}

	/**
	 * Inside the dump of an object an unquoted value may hold blanks; it then ends at the
	 * next {@code , name=} or at the closing bracket.
	 */
	static int extend(Scan scan, int from, int end) {
		if (!scan.inDump(from)) {
			return end;
		}
		char[] buf = scan.buf;
		for (int i = end; i < scan.len && i - end < LONGEST_EXTENSION; i++) {
			int c = buf[i];
			if (c == ',' && (buf[i + 1] == ' ' && pairAt(buf, i + 2)) || c == '}' || c == ')' || c == ']') {
				return (buf[i - 1] == ' ') ? i - 1 : i;
			}
			if (c < ' ' || c == ';' || c == '=' || c == '"' || c == '{' || c == '(' || c == '[') {
				return end;
			}
		}
		return end;
	}

	/**
	 * End of a header's value: the end of the line, the bracket that holds the headers,
	 * the quote before the name, or the next entry of a map.
	 */
	static int line(Scan scan, int from, int keyQuote, boolean colon, boolean cookie) {
		char[] buf = scan.buf;
		int enclosing = (keyQuote == 0) ? scan.before(scan.keyStart) : 0;
		int slashes = slashes(scan, scan.keyStart - 1);
		int depth = 0;
		int i = from;
		while (i < scan.len) {
			int c = buf[i];
			if (c < ' ' || c == '\\' && (buf[i + 1] == 'n' || buf[i + 1] == 'r')) {
				break;
			}
			if (c == '"' && cookie && scan.before(i - slashes(scan, i)) == '=' && Alphabet.WIDE.has(buf[i + 1])) {
				int quote = Quotes.at(scan, i - slashes(scan, i));
				i = Quotes.close(scan, i + 1, quote);
				i += (buf[i] >= ' ') ? Quotes.length(quote) : 0;
				continue;
			}
			if (c == enclosing && (c == '"' || c == '\'') && slashes(scan, i) == slashes
					|| c == '"' && (cookie || buf[i + 1] == ',' && buf[i + 2] == '"' || buf[i + 1] == '}')) {
				break;
			}
			if (c == '[' || c == '{') {
				depth++;
			}
			else if ((c == ']' || c == '}') && depth-- == 0) {
				break;
			}
			else if (c == ',' && cookie && buf[i + 1] == ' '
					&& (colon ? depth == 0 && headerAt(buf, i + 2) && scan.inDump(from) : pairAt(buf, i + 2))) {
				break;
			}
			i++;
		}
		while (i > from && (buf[i - 1] == ' ' || buf[i - 1] == '\\' || wire(buf, i))) {
			i--;
		}
		return i;
	}

	/** How many backslashes stand before {@code at}. */
	private static int slashes(Scan scan, int at) {
		int n = 0;
		while (scan.before(at - n) == '\\') {
			n++;
		}
		return n;
	}

	/** Start of the credential behind a known scheme. */
	static int scheme(Scan scan, int from, int end) {
		int p = from;
		while (p < end && (Chars.alnum(scan.buf[p]) || scan.buf[p] == '-')) {
			p++;
		}
		if (p == from || p >= end || scan.buf[p] != ' ' || !known(scan, from, p)) {
			return from;
		}
		while (p < end && scan.buf[p] == ' ') {
			p++;
		}
		return p;
	}

	static boolean cookie(char[] buf, int from) {
		for (int i = from; i - from < 64 && buf[i] > ' ' && buf[i] != '"' && buf[i] != ':'; i++) {
			if (buf[i] == '=') {
				return true;
			}
		}
		return false;
	}

	static boolean dump(char[] buf, int from) {
		int p = from;
		while (Chars.word(buf[p]) && p - from < 64) {
			p++;
		}
		return p > from && (buf[p] == '=' || buf[p] == ':');
	}

	static int rejected(Scan scan, int from) {
		for (int i = from; i < scan.len && scan.buf[i] >= ' ' && i - from < 4096; i++) {
			if (scan.buf[i] == ']' && (scan.buf[i + 1] == ';' || i + 1 == scan.len)) {
				return i;
			}
		}
		return balanced(scan, from, '[', ']');
	}

	/** The closing bracket of the one that was opened before {@code from}. */
	static int balanced(Scan scan, int from, int open, int close) {
		int depth = 0;
		int i = from;
		while (i < scan.len && scan.buf[i] >= ' ') {
			int c = scan.buf[i];
			if (c == open) {
				depth++;
			}
			else if (c == close && depth-- == 0) {
				break;
			}
			i++;
		}
		return i;
	}

}
