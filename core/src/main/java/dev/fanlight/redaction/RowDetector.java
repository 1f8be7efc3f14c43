package dev.fanlight.redaction;

/**
 * Values of sensitive columns in SQL:
 * {@code insert into users (name, password) values ('bob', 'x')}. They are found from the
 * word between the lists on, so they are noted apart and merged at the end.
 */
final class RowDetector {

	private static final String VALUES = "values";

	private static final int MAX_BLANKS = 4;

	/** How long a list of columns or a value may be. */
	private static final int FAR = 1024;

	private static final int NO_SECRET = KeyTerms.QUERY | KeyTerms.HARMLESS | KeyTerms.EXEMPT | KeyTerms.ALLOW;

	private final KeyTerms terms;

	private final KeyValueDetector.Classifier classifier;

	private final int kv;

	private final int pii;

	RowDetector(KeyTerms terms, int kv, int pii, KeyValueDetector.Classifier classifier, PrefixTable prefixes) {
		this.terms = terms;
		this.kv = kv;
		this.pii = pii;
		this.classifier = classifier;
		prefixes.mark("valu");
		prefixes.mark("VALU");
	}

	/** Looks through the rows behind the word at {@code i}. */
	void match(Scan scan, int i) {
		char[] buf = scan.buf;
		if ((buf[i] | 0x20) != 'v' || i < scan.rowsUntil || !scan.atIgnoreCase(i, VALUES)) {
			return;
		}
		int close = i;
		while (i - close < MAX_BLANKS && close > 0 && buf[close - 1] <= ' ') {
			close--;
		}
		int row = blanks(scan, i + VALUES.length());
		int low = Math.max(Math.max(scan.rowsUntil, scan.lastEnd()), i - FAR);
		scan.rowsUntil = i;
		if (scan.before(close) != ')' || buf[row] != '(') {
			return;
		}
		int columns = close - 1;
		while (columns > low && buf[columns - 1] != '(') {
			columns--;
		}
		if (scan.before(columns) == '(') {
			while (buf[row] == '(') {
				row = row(scan, columns, close - 1, row + 1);
				scan.rowsUntil = row;
				row = blanks(scan, (buf[row] == ')' && buf[row + 1] == ',') ? row + 2 : scan.len);
			}
		}
	}

	/** Where the row ends that begins at {@code from}. */
	private int row(Scan scan, int columns, int columnsEnd, int from) {
		char[] buf = scan.buf;
		int column = columns;
		int p = from;
		while (column < columnsEnd) {
			int next = Unquoted.before(buf, column, columnsEnd, ',');
			p = blanks(scan, p);
			int quote = Quotes.at(scan, p);
			int start = p + Quotes.length(quote);
			scan.narrow(start + FAR);
			int end = (quote != 0) ? Quotes.close(scan, start, quote) : expression(scan, start);
			scan.widen();
			note(scan, column, next, start, end);
			p = blanks(scan, end + Quotes.length(quote));
			if (p >= scan.len || buf[p] != ',') {
				break;
			}
			p++;
			column = next + 1;
		}
		return p;
	}

	/** End of what no quote holds as a whole: a number, a call. */
	private static int expression(Scan scan, int from) {
		int depth = 0;
		int p = from;
		while (p < scan.len && scan.buf[p] >= ' ') {
			int c = scan.buf[p];
			if (depth == 0 && (c == ',' || c == ')')) {
				return p;
			}
			depth += (c == '(') ? 1 : (c == ')') ? -1 : 0;
			p = Quotes.past(scan, p);
		}
		return Math.min(p, scan.len);
	}

	private void note(Scan scan, int column, int columnEnd, int start, int end) {
		int to = columnEnd;
		while (to > column && !KeyWords.part(scan.buf[to - 1])) {
			to--;
		}
		int kind = this.terms.kind(scan, column, to);
		int detector = ((kind & KeyTerms.PII) != 0) ? this.pii : this.kv;
		if (kind != 0 && (kind & NO_SECRET) == 0 && detector >= 0 && !ValueGuard.harmless(scan, start, end)
				&& ValueGuard.shaped(scan, start, end, kind)) {
			scan.addLater(start, end, this.classifier.classify(scan, start, end, detector));
		}
	}

	private static int blanks(Scan scan, int from) {
		int p = from;
		while (p - from < MAX_BLANKS && p < scan.len && scan.buf[p] <= ' ') {
			p++;
		}
		return p;
	}

}
