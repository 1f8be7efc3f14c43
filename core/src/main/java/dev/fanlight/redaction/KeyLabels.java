package dev.fanlight.redaction;

/**
 * Keys that stand apart from a value named {@code value}: {@code name="password"
 * value="x"}, Spring's {@code Property:} and {@code Value:}, {@code "password": {"value":
 * "x"}}.
 */
final class KeyLabels {

	private static final int FAR = 160;

	private static final String[] LABELS = { "property", "name", "key" };

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
		if (!scan.atIgnoreCase(word, "value") || KeyWords.part(scan.before(word))) {
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
		int p = word;
		while (p > low && (quote(buf[p - 1]) || buf[p - 1] == ',' || buf[p - 1] == ';')) {
			p--;
		}
		boolean nested = p > low && buf[p - 1] == '{';
		int brace = p - 1;
		p = nested ? brace : p;
		while (nested && p > low && (quote(buf[p - 1]) || buf[p - 1] == ':' || buf[p - 1] == '=')) {
			p--;
		}
		if (p == (nested ? brace : word) || p <= low || !this.terms.plausible(buf, p)) {
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
		int kind = (end > low && this.terms.plausible(scan.buf, end)) ? this.terms.read(scan, scan.buf, low, end) : 0;
		// A parser's Token has a value as well
		boolean whole = end - scan.keyStart <= "token".length();
		return ((kind & KeyTerms.SECRET) != 0 && !whole && Chars.upper(scan.buf[scan.keyStart])) ? kind : 0;
	}

	private static boolean labelled(Scan scan, int low) {
		int q = scan.keyStart;
		while (q > low && (quote(scan.buf[q - 1]) || scan.buf[q - 1] == ':' || scan.buf[q - 1] == '=')) {
			q--;
		}
		for (String label : LABELS) {
			if (q > low && q < scan.keyStart && scan.atIgnoreCase(q - label.length(), label)) {
				return true;
			}
		}
		return false;
	}

	private static boolean quote(int c) {
		return c <= ' ' || c == '"' || c == '\\' || c == '\'';
	}

}
