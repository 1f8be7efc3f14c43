package dev.fanlight.redaction;

/**
 * Keys that stand apart from a value named {@code value}: {@code name="password"
 * value="x"}, Spring's {@code Property:} and {@code Value:}, {@code "password": {"value":
 * "x"}}.
 */
final class KeyLabels {

	private static final int FAR = 160;

	private static final Words LABELS = Words.endings("property", "name", "key", "field", "path", "parameter");

	private static final String PATH = "/-_.[]";

	private static final String QUOTES = "\"'\\";

	/** The type of a parameter in the dumps of the AWS SDK. */
	private static final String SECURE = "SecureString, ";

	private static final int NO_LABEL = KeyTerms.HARMLESS | KeyTerms.EXEMPT | KeyTerms.ALLOW;

	private final KeyTerms terms;

	KeyLabels(KeyTerms terms) {
		this.terms = terms;
	}

	/** Kind of the key that the word {@code value} before {@code end} stands for. */
	int kind(Scan scan, int end) {
		int word = end - 5;
		if (!scan.atIgnoreCase(word, "value")) {
			return 0;
		}
		if (scan.at(word - SECURE.length(), SECURE)) {
			scan.keyStart = word;
			return KeyTerms.SECRET;
		}
		char[] buf = scan.buf;
		int low = Math.max(scan.lastEnd(), end - FAR);
		if (scan.before(word) == '(' || scan.before(word) == '[') {
			return type(scan, low, word - 1);
		}
		int start = named(buf, low, word);
		int p = typed(scan, low, gap(scan, low, start, ",;"));
		boolean nested = p > low && buf[p - 1] == '{';
		int brace = p - 1;
		p = nested ? gap(scan, low, brace, ":=") : p;
		if (p == (nested ? brace : start) || p <= low || !this.terms.plausible(buf, p)) {
			return 0;
		}
		int kind = this.terms.read(scan, buf, low, p);
		if (kind == 0 || (kind & NO_LABEL) != 0) {
			return 0;
		}
		return (nested ? (kind & KeyTerms.QUERY) == 0 : labelled(scan, low)) ? kind : 0;
	}

	/** The type that holds the value, such as {@code AccessToken}, if that is a key. */
	private int type(Scan scan, int low, int end) {
		int kind = this.terms.kind(scan, low, end);
		// A parser's Token has a value as well
		boolean whole = end - scan.keyStart <= "token".length();
		return ((kind & KeyTerms.SECRET) != 0 && !whole && Chars.upper(scan.buf[scan.keyStart])) ? kind : 0;
	}

	private static boolean labelled(Scan scan, int low) {
		int q = scan.keyStart;
		boolean path = scan.before(q) == '/' || scan.before(q) == ']';
		while (path && q > low && (KeyWords.part(scan.buf[q - 1]) || PATH.indexOf(scan.buf[q - 1]) >= 0)) {
			q--;
		}
		q = gap(scan, low, q, ":=");
		return q > low && q < scan.keyStart && LABELS.before(scan, q) < q;
	}

	/** Where the name ends if its type stands behind it: {@code type="text"}. */
	private static int typed(Scan scan, int low, int end) {
		int p = end;
		while (p > low && (KeyWords.part(scan.buf[p - 1]) || scan.buf[p - 1] == '-')) {
			p--;
		}
		int type = gap(scan, low, p, ":=");
		return (type < p && scan.atIgnoreCase(type - 4, "type")) ? gap(scan, low, type - 4, ",;") : end;
	}

	/** Start of {@code ParameterValue}, which follows {@code ParameterKey}. */
	private static int named(char[] buf, int low, int word) {
		int start = word;
		while (start > low && buf[word] == 'V' && Chars.letter(buf[start - 1])) {
			start--;
		}
		return (start > low && buf[start - 1] == '\\') ? word : start;
	}

	/**
	 * Start of what stands between two words: blanks, quotes and line ends, also escaped
	 * ones, and the others given.
	 */
	private static int gap(Scan scan, int low, int end, String others) {
		int p = end;
		while (p > low) {
			int c = scan.buf[p - 1];
			boolean line = (c == 'n' || c == 'r' || c == 't') && scan.before(p - 1) == '\\';
			int quote = (c == ';' || Chars.digit(c)) ? Quotes.length(Quotes.before(scan, p)) : 0;
			boolean part = quote != 0 || line || c <= ' ' || QUOTES.indexOf(c) >= 0 || others.indexOf(c) >= 0;
			if (!part) {
				break;
			}
			p -= line ? 2 : Math.max(quote, 1);
		}
		return Math.max(p, low);
	}

}
