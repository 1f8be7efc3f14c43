package dev.fanlight.redaction;

/**
 * Private keys in PEM armour, with real or escaped line ends. The armour stays.
 */
final class PemDetector {

	/** How an armour line begins. */
	static final String BEGIN = "-----BEGIN ";

	private static final String HYPHENS = "-----";

	private static final int LABEL = 64;

	private static final int FIRST_LINE = 16;

	private final int id;

	PemDetector(int id) {
		this.id = id;
	}

	/**
	 * End of the key whose armour begins at {@code i}, having noted it; else {@code i}.
	 */
	int match(Scan scan, int i) {
		int label = i + HYPHENS.length();
		if (!scan.at(label, "BEGIN ")) {
			return i;
		}
		int close = label;
		while (close - label < LABEL && (Chars.alnum(scan.buf[close]) || scan.buf[close] == ' ')) {
			close++;
		}
		if (!scan.at(close, HYPHENS) || !isPrivate(scan, label, close)) {
			return i;
		}
		int from = skip(scan, close + HYPHENS.length());
		if (!body(scan, from)) {
			return i;
		}
		int end = hyphens(scan, from);
		if (!scan.at(end, HYPHENS + "END")) {
			end = lines(scan, from, end);
		}
		while (end > from && (scan.buf[end - 1] <= ' ' || escape(scan, end - 2))) {
			end -= (scan.buf[end - 1] <= ' ') ? 1 : 2;
			while (end > from && scan.buf[end - 1] == '\\') {
				end--;
			}
		}
		scan.add(from, end, this.id, 0);
		return end;
	}

	private static boolean isPrivate(Scan scan, int from, int end) {
		for (int i = from; i + 11 <= end; i++) {
			if (scan.at(i, "PRIVATE KEY")) {
				return true;
			}
		}
		return false;
	}

	private static boolean body(Scan scan, int from) {
		if (from >= scan.len || scan.at(from, "[REDACTED") || scan.at(from, HYPHENS)) {
			return false;
		}
		int end = from;
		while (Alphabet.BASE64.has(scan.buf[end]) && end - from < FIRST_LINE) {
			end++;
		}
		return end - from >= FIRST_LINE || end == scan.len || scan.at(from, "Proc-Type") || scan.at(from, "Version:")
				|| scan.at(from, "Comment:") || scan.at(from, "DEK-Info");
	}

	private static boolean escape(Scan scan, int at) {
		int c = scan.buf[at + 1];
		return at > 0 && scan.buf[at] == '\\' && (c == 'n' || c == 'r');
	}

	private static int skip(Scan scan, int from) {
		int at = from;
		while (at < scan.len) {
			int c = scan.buf[at];
			if (c <= ' ') {
				at++;
			}
			else if (c == '\\') {
				int k = at;
				while (scan.buf[k] == '\\') {
					k++;
				}
				if (scan.buf[k] != 'n' && scan.buf[k] != 'r') {
					break;
				}
				at = k + 1;
			}
			else {
				break;
			}
		}
		return at;
	}

	/** The next five hyphens, looked for once. */
	private static int hyphens(Scan scan, int from) {
		if (scan.hyphensAt < from) {
			int at = from;
			while (at < scan.len && !scan.at(at, HYPHENS)) {
				at++;
			}
			scan.hyphensAt = at;
		}
		return scan.hyphensAt;
	}

	/** Without an end: every further line that could belong to the key. */
	private static int lines(Scan scan, int from, int limit) {
		int end = from;
		int at = from;
		while (at < limit) {
			int line = at;
			boolean header = false;
			while (at < limit && scan.buf[at] > ' ' && scan.buf[at] != '\\' && scan.buf[at] != '"') {
				header |= scan.buf[at] == ':';
				if (!header && !Alphabet.BASE64.has(scan.buf[at]) && scan.buf[at] != '-') {
					return end;
				}
				at++;
			}
			while (header && at < limit && scan.buf[at] >= ' ' && scan.buf[at] != '\\') {
				at++;
			}
			if (at == line || !header && Chars.blank(scan.buf[at]) && at - line < FIRST_LINE) {
				return end;
			}
			end = at;
			at = skip(scan, at);
		}
		return end;
	}

}
