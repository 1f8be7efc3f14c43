package dev.fanlight.redaction;

/**
 * Tokens with a structure of their own that begin with letters: JSON Web Tokens and the
 * credentials behind a bare authentication scheme.
 */
final class TokenDetector {

	private static final int JWT_HEADER = 10;

	private static final int JWE_PARTS = 5;

	private static final int BEARER = 8;

	private final int jwt;

	private final int auth;

	TokenDetector(int jwt, int auth, PrefixTable prefixes) {
		this.jwt = jwt;
		this.auth = auth;
		if (jwt >= 0) {
			prefixes.mark('e', 'y', 'J');
		}
		if (auth >= 0) {
			for (int bits = 0; bits < 16; bits++) {
				int c0 = 'b' - 32 * (bits & 1);
				int c1 = 16 * (bits & 2);
				int c2 = 8 * (bits & 4);
				int c3 = 4 * (bits & 8);
				prefixes.mark(c0, 'e' - c1, 'a' - c2, 'r' - c3);
				prefixes.mark(c0, 'a' - c1, 's' - c2, 'i' - c3);
			}
		}
	}

	/** End of the token that begins at {@code i}, having noted it; {@code i} if none. */
	int match(Scan scan, int i) {
		int c = scan.buf[i];
		if (c == 'e') {
			return (this.jwt >= 0) ? jwt(scan, i) : i;
		}
		if ((c | 0x20) == 'b' && this.auth >= 0) {
			if (scan.atIgnoreCase(i, "bearer")) {
				int from = blanks(scan, i + 6);
				return (from > i + 6) ? bearer(scan, i, from) : i;
			}
			if (scan.atIgnoreCase(i, "basic")) {
				int from = blanks(scan, i + 5);
				return (from > i + 5) ? basic(scan, i, from) : i;
			}
		}
		return i;
	}

	private int jwt(Scan scan, int i) {
		char[] buf = scan.buf;
		if (buf[i + 1] != 'y' || buf[i + 2] != 'J' || i < scan.notJwtUntil) {
			return i;
		}
		int header = scan.run(Alphabet.BASE64URL, i);
		if (header - i < JWT_HEADER || buf[header] != '.') {
			return i;
		}
		boolean signed = scan.at(header + 1, "eyJ");
		int at = header;
		int parts = 1;
		int last = at;
		while (parts < JWE_PARTS && buf[at] == '.') {
			last = at;
			at++;
			while (Alphabet.BASE64URL.has(buf[at])) {
				at++;
			}
			parts++;
		}
		if (at == last + 1 && at != scan.len) {
			at = last;
		}
		if (!signed && (parts != JWE_PARTS || at == last)) {
			scan.notJwtUntil = header;
			return i;
		}
		scan.add(i, at, this.jwt, 0);
		return at;
	}

	private static int blanks(Scan scan, int from) {
		int at = from;
		while (scan.buf[at] == ' ' && at - from < 8) {
			at++;
		}
		return (at == from && scan.at(at, "%20")) ? at + 3 : at;
	}

	private int bearer(Scan scan, int i, int from) {
		char[] buf = scan.buf;
		int end = token68(buf, from);
		int padded = end;
		while (buf[padded] == '=') {
			padded++;
		}
		if (padded > end && (Chars.word(buf[padded]) || quote(buf[padded]))) {
			return i;
		}
		while (padded == end && end > from && buf[end - 1] == '.') {
			end--;
			padded--;
		}
		if (end - from < BEARER || !random(buf, from, end)) {
			return i;
		}
		scan.add(from, padded, this.auth, 0);
		return padded;
	}

	private static boolean quote(int c) {
		return c == '"' || c == '\'' || c == '\\';
	}

	private static int token68(char[] buf, int from) {
		int end = from;
		while (Chars.word(buf[end]) || buf[end] == '-' || buf[end] == '.' || buf[end] == '~' || buf[end] == '+'
				|| buf[end] == '/') {
			end++;
		}
		return end;
	}

	/** A digit, or capitals that do not begin words. */
	static boolean random(char[] buf, int from, int end) {
		int odd = 0;
		for (int k = from; k < end; k++) {
			if (Chars.digit(buf[k])) {
				return true;
			}
			if (Chars.upper(buf[k]) && k > from) {
				boolean startsWord = Chars.lower(buf[k + 1]) && Chars.lower(buf[k + 2]) && Chars.lower(buf[k + 3]);
				boolean allCapitals = Chars.upper(buf[k - 1]) && !Chars.lower(buf[k + 1]);
				odd += (startsWord || allCapitals) ? 0 : 1;
			}
			else if (Chars.lower(buf[k]) && k > from + 1 && Chars.upper(buf[k - 1]) && Chars.upper(buf[k - 2])) {
				odd += Chars.lower(buf[k + 1]) ? 0 : 1;
			}
		}
		return odd > 0;
	}

	private int basic(Scan scan, int i, int from) {
		char[] buf = scan.buf;
		int end = from;
		int bits = 0;
		int colon = 0;
		while (true) {
			int six = six(buf[end]);
			if (six < 0) {
				break;
			}
			int n = end - from & 3;
			if (n != 0 && colon == 0) {
				int octet = (bits << 6 | six) >>> (3 - n) * 2 & 0xff;
				colon = (octet == ':') ? 1 : (octet < ' ') ? -1 : 0;
			}
			bits = six;
			end++;
		}
		// Without a name before the colon it may be a word, Options for one
		if (colon <= 0 || end - from < 4
				|| (six(buf[from]) << 2 | six(buf[from + 1]) >> 4) == ':' && !encodesPair(buf, from)) {
			return i;
		}
		while (buf[end] == '=') {
			end++;
		}
		scan.add(from, end, this.auth, 0);
		return end;
	}

	/** Whether base64 at {@code from} is readable text with a colon in it. */
	static boolean encodesPair(char[] buf, int from) {
		int bits = 0;
		boolean colon = false;
		int end = from;
		for (int six = six(buf[end]); six >= 0; six = six(buf[++end])) {
			int n = end - from & 3;
			int octet = (bits << 6 | six) >>> (3 - n) * 2 & 0xff;
			if (n != 0 && (octet < ' ' || octet > '~')) {
				return false;
			}
			colon |= n != 0 && octet == ':';
			bits = six;
		}
		return colon && end - from >= 8 && (buf[end] == '=' || (end - from & 3) != 1);
	}

	private static int six(int c) {
		if (Chars.upper(c)) {
			return c - 'A';
		}
		if (Chars.lower(c)) {
			return c - 'a' + 26;
		}
		if (Chars.digit(c)) {
			return c - '0' + 52;
		}
		return (c == '+' || c == '-') ? 62 : (c == '/' || c == '_') ? 63 : -1;
	}

}
