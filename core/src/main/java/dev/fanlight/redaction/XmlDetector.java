package dev.fanlight.redaction;

/**
 * Text of XML elements whose name, or whose {@code key} or {@code name} attribute, is a
 * sensitive key.
 */
final class XmlDetector {

	private static final int MAX_TAG = 256;

	/** Elements that hold the value of the name before them. */
	private static final String[] VALUES = { "value", "string" };

	/** What follows a placeholder in angle brackets rather than begins a text. */
	private static final String NO_TEXT = "@:/,.)]}\"\\";

	static final String ENTITY = "&lt;";

	static final String UNICODE = "\\u003c";

	private static final String CDATA = "<![CDATA[";

	private final KeyTerms terms;

	private final KeyValueDetector.Classifier classifier;

	private final int id;

	private final int pii;

	XmlDetector(KeyTerms terms, int id, int pii, KeyValueDetector.Classifier classifier) {
		this.terms = terms;
		this.id = id;
		this.pii = pii;
		this.classifier = classifier;
	}

	/** Where to go on behind the tag that closes at {@code i}. */
	int match(Scan scan, int i) {
		char[] buf = scan.buf;
		int left = scan.before(i);
		if (buf[i + 1] == '<' && buf[i + 2] != '!'
				|| !(KeyWords.part(left) || left == '"' || left == '\'' || left == '_')) {
			return i + 1;
		}
		boolean attributes = left == '"' || left == '\'';
		if (!attributes && !this.terms.plausible(buf, i)) {
			return i + 1;
		}
		int open = i - 1;
		int low = Math.max(scan.lastEnd(), i - MAX_TAG);
		while (open >= low && buf[open] != '<' && buf[open] != '>' && buf[open] >= ' '
				&& (attributes || buf[open] != ' ')) {
			open--;
		}
		if (open < low || buf[open] != '<' || buf[open + 1] == '/') {
			return i + 1;
		}
		int name = open + 1;
		while (KeyWords.part(buf[name]) || buf[name] == '-' || buf[name] == '_' || buf[name] == '.'
				|| buf[name] == ':') {
			name++;
		}
		int kind = read(scan, open + 1, name);
		if (kind == 0 && attributes) {
			int end = i - 1;
			while (scan.before(end) == '\\') {
				end--;
			}
			int start = end;
			while (start > name && buf[start - 1] != left) {
				start--;
			}
			kind = labelled(scan, start - (i - end)) ? read(scan, start, end) : 0;
		}
		if (kind == 0 && !attributes) {
			kind = named(scan, low, open);
		}
		return (kind != 0) ? content(scan, i + 1, kind, "<") : i + 1;
	}

	/** The name in {@code <name>x</name><value>}, in {@code <a name="x"><value>}. */
	private int named(Scan scan, int low, int value) {
		int p = value;
		boolean known = false;
		for (String name : VALUES) {
			known |= scan.atIgnoreCase(value + 1, name) && scan.buf[value + 1 + name.length()] == '>';
		}
		while (p > low && scan.before(p) <= ' ') {
			p--;
		}
		if (!known || scan.before(p) != '>') {
			return 0;
		}
		int quote = Quotes.before(scan, p - 1);
		int end = p - 1 - Quotes.length(quote);
		while (quote == 0 && end > low && scan.buf[end] != '<') {
			end--;
		}
		int kind = (quote != 0 || scan.buf[end + 1] == '/') ? read(scan, low, end) : 0;
		int start = scan.keyStart;
		boolean named = kind != 0 && ((quote == 0) ? scan.before(start) == '>'
				: labelled(scan, start - Quotes.length(Quotes.before(scan, start))));
		return named ? kind : 0;
	}

	/** Whether the attribute whose quote opens at {@code at} holds a name. */
	private static boolean labelled(Scan scan, int at) {
		return scan.atIgnoreCase(at - 5, "name=") || scan.atIgnoreCase(at - 4, "key=");
	}

	private int read(Scan scan, int from, int end) {
		int kind = this.terms.kind(scan, from, end);
		boolean other = (kind & (KeyTerms.QUERY | KeyTerms.HARMLESS)) != 0
				|| (kind & KeyTerms.PII) != 0 && this.pii < 0;
		return other ? 0 : kind;
	}

	/**
	 * The same for {@code &lt;name&gt;} and {@code &lt;a key=&quot;name&quot;&gt;}, where
	 * the tag closes at {@code end}.
	 */
	int escaped(Scan scan, int end, int next, String open) {
		int quote = Quotes.before(scan, end);
		int low = Math.max(scan.lastEnd(), end - MAX_TAG);
		int kind = read(scan, low, end - Quotes.length(quote));
		int start = scan.keyStart;
		boolean named = kind != 0 && ((quote == 0) ? scan.at(start - open.length(), open)
				: labelled(scan, start - Quotes.length(Quotes.before(scan, start))));
		return named ? content(scan, next, kind, open) : next;
	}

	private static boolean blank(Scan scan, int from, int end) {
		int p = from;
		while (p < end && scan.buf[p] <= ' ') {
			p++;
		}
		return p == end;
	}

	private int content(Scan scan, int from, int kind, String tag) {
		int start = scan.at(from, CDATA) ? from + CDATA.length() : from;
		boolean raw = start != from;
		int first = raw ? ']' : tag.charAt(0);
		boolean shaped = (kind & KeyTerms.SHAPED) != 0;
		int limit = shaped ? Math.min(scan.len, start + MAX_TAG) : scan.len;
		if (shaped && !scan.digit(start, limit)) {
			return from;
		}
		int end = start;
		int word = start;
		while (end < limit && scan.buf[end] != first) {
			word += (word == end && scan.buf[end] > ' ') ? 1 : 0;
			end++;
		}
		int close = end;
		while (scan.buf[close] == '\\' && scan.buf[close + 1] == '\\') {
			close++;
		}
		boolean closed = raw || ((end == scan.len) ? NO_TEXT.indexOf(scan.buf[start]) < 0 && blank(scan, word, end)
				: scan.at(close, tag)
						&& (scan.buf[close + tag.length()] == '/' || scan.at(close + tag.length(), "\\/")));
		if (!closed || (kind & (KeyTerms.ALLOW | KeyTerms.EXEMPT)) != 0) {
			return closed ? end : from;
		}
		while (end > start && scan.buf[end - 1] <= ' ') {
			end--;
		}
		while (start < end && scan.buf[start] <= ' ') {
			start++;
		}
		if (!ValueGuard.harmless(scan, start, end) && ValueGuard.shaped(scan, start, end, kind)
				&& !scan.at(start, PemDetector.BEGIN)) {
			int form = ((kind & KeyTerms.GUESSABLE) != 0) ? Scan.GUESSABLE : 0;
			int fallback = ((kind & KeyTerms.PII) != 0) ? this.pii : this.id;
			scan.add(start, end, this.classifier.classify(scan, start, end, fallback), form);
			return end;
		}
		return start;
	}

}
