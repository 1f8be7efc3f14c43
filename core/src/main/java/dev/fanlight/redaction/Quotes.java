package dev.fanlight.redaction;

/**
 * Quotes in every coat they wear in a log: plain, behind backslashes, percent-encoded, as
 * an entity. A quote is an int: kind, number of backslashes, length.
 */
final class Quotes {

	private static final int PLAIN = 3;

	private static final String[] FORMS = { "\"", "'", "`", "%22", "%27", "&quot;", "&#34;", "&#39;", "u0022",
			"u0027" };

	/** From here on a form needs a backslash. */
	private static final int UNICODE = 8;

	private static final int DEEPEST = 127;

	private static final int FAR = 64;

	private static final String PROTECTED = ":protected";

	private static final String PRIVATE = ":private";

	/** Letters before the quotes of a string in Python. */
	private static final String PREFIXES = "bBrRuUfF";

	private Quotes() {
	}

	static int length(int quote) {
		return quote & 0xff;
	}

	static boolean isDouble(int quote) {
		return quote != 0 && kind(quote) == 0;
	}

	/** One bit for the plain quotes of each kind and depth; of seven and more one. */
	static long bit(int quote) {
		return 1L << kind(quote) % UNICODE * 8 + Math.min(depth(quote), 7);
	}

	private static int kind(int quote) {
		return (quote >>> 16) - 1;
	}

	private static int depth(int quote) {
		return quote >>> 8 & 0xff;
	}

	private static int of(int kind, int depth) {
		return kind + 1 << 16 | depth << 8 | depth + FORMS[kind].length();
	}

	/** The quote that begins at {@code from}, 0 if none. */
	static int at(Scan scan, int from) {
		int p = from;
		while (scan.buf[p] == '\\' && p - from < DEEPEST) {
			p++;
		}
		int c = scan.buf[p];
		if (c == '"' || c == '\'' || c == '`') {
			return of((c == '"') ? 0 : (c == '\'') ? 1 : 2, p - from);
		}
		if (c == '%' || c == '&' || c == 'u' && p > from) {
			for (int kind = PLAIN; kind < FORMS.length; kind++) {
				if ((kind < UNICODE) == (c != 'u') && scan.at(p, FORMS[kind])) {
					return of(kind, p - from);
				}
			}
		}
		return 0;
	}

	/** The quote that ends before {@code end}, 0 if none. */
	static int before(Scan scan, int end) {
		int c = scan.before(end);
		int kind = -1;
		if (c == '"' || c == '\'' || c == '`') {
			kind = (c == '"') ? 0 : (c == '\'') ? 1 : 2;
		}
		else if (possible(scan, end, c)) {
			for (int k = PLAIN; k < FORMS.length && kind < 0; k++) {
				int from = end - FORMS[k].length();
				if (from >= 0 && scan.at(from, FORMS[k]) && (k < UNICODE || scan.before(from) == '\\')) {
					kind = k;
				}
			}
		}
		if (kind < 0) {
			return 0;
		}
		int p = end - FORMS[kind].length();
		int depth = 0;
		while (depth < DEEPEST && scan.before(p - depth) == '\\') {
			depth++;
		}
		return of(kind, depth);
	}

	private static boolean possible(Scan scan, int end, int c) {
		int left = scan.before(end - 1);
		return c == ';' && (left == 't' || left == '4' || left == '9') || (c == '2' || c == '7') && left == '2';
	}

	/**
	 * Where the value ends that the quote opened before {@code from}: at the same quote
	 * at the same escape depth, at one of a lower depth, or at the end of the line.
	 */
	static int close(Scan scan, int from, int quote) {
		char[] buf = scan.buf;
		int kind = kind(quote);
		int depth = depth(quote);
		String form = FORMS[kind];
		int first = form.charAt(0);
		int slashes = 0;
		int i = from;
		while (i < scan.len) {
			int c = buf[i];
			if (c == first && (form.length() == 1 || scan.at(i, form)) && (kind < UNICODE || slashes > 0)) {
				boolean same = slashes >= depth && (slashes - depth) % (2 * (depth + 1)) == 0;
				if ((same || slashes < depth) && !(kind == 1 && inWord(buf, from, i))) {
					return i - Math.min(slashes, depth);
				}
			}
			else if (c == '\n' || c == '\r') {
				return i;
			}
			slashes = (c == '\\') ? slashes + 1 : 0;
			i++;
		}
		return i;
	}

	/** What follows the character at {@code p}, or the quoted text that begins there. */
	static int past(Scan scan, int p) {
		int c = scan.buf[p];
		int quote = (c == '"' || c == '\'' || c == '\\') ? at(scan, p) : 0;
		return (quote != 0) ? close(scan, p + length(quote), quote) + length(quote) : p + 1;
	}

	/**
	 * End of the name in the brackets that close before {@code end}, without what PHP
	 * says of its visibility: {@code ["secret":"Config":private]}; {@code end} if it has
	 * no quotes.
	 */
	static int subscript(Scan scan, int end) {
		int p = end - 1;
		if (scan.at(p - PROTECTED.length(), PROTECTED)) {
			return p - PROTECTED.length();
		}
		if (scan.at(p - PRIVATE.length(), PRIVATE)) {
			p -= PRIVATE.length();
			int type = p;
			while (p - type < FAR && (Chars.word(scan.before(type)) || scan.before(type) == '"')) {
				type--;
			}
			return (scan.before(type) == ':') ? type - 1 : p;
		}
		return (scan.before(p) == '"' || scan.before(p) == '\'') ? p : end;
	}

	/**
	 * Where the quote opens in {@code Some("x")}, {@code b'x'} and {@code string(1) "x"};
	 * -1 for {@code env["X"]}, which is code; {@code from} for everything else.
	 */
	static int wrapped(Scan scan, int from) {
		char[] buf = scan.buf;
		int p = from;
		while (buf[p] <= ' ' && p < scan.len && p - from < FAR) {
			p++;
		}
		if (scan.at(p, "string(")) {
			int q = p + "string(".length();
			while (Chars.digit(buf[q])) {
				q++;
			}
			if (buf[q] == ')' && buf[q + 1] == ' ' && buf[q + 2] == '"') {
				return q + 2;
			}
		}
		p = from;
		while ((Chars.word(buf[p]) || buf[p] == '.') && p - from < FAR) {
			p++;
		}
		if (p == from) {
			return from;
		}
		if (buf[p] == '(' || buf[p] == '[') {
			return (at(scan, p + 1) == 0) ? from : (buf[p] == '(') ? p + 1 : -1;
		}
		boolean prefix = p - from <= 2 && (buf[p] == '"' || buf[p] == '\'') && PREFIXES.indexOf(buf[from]) >= 0
				&& PREFIXES.indexOf(buf[p - 1]) >= 0;
		return prefix ? p : from;
	}

	/** An apostrophe, or one that SQL doubles. */
	private static boolean inWord(char[] buf, int from, int i) {
		return i > from && (Chars.alnum(buf[i + 1]) || buf[i + 1] == '\'' && Chars.alnum(buf[i + 2]));
	}

}
