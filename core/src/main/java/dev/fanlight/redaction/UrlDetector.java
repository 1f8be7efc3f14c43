package dev.fanlight.redaction;

/**
 * Passwords in the authority of a URL, and Oracle's {@code user/password@}.
 */
final class UrlDetector {

	private static final int MAX_AUTHORITY = 1024;

	private static final int MAX_ESCAPES = 15;

	/** How far a password may go on behind a slash that should have been encoded. */
	private static final int MAX_UNENCODED = 64;

	/** Longest name and password of Oracle's form. */
	private static final int MAX_USER = 256;

	/** Behind the tag of an image. */
	private static final String DIGEST = "sha256:";

	private static final String ORACLE = "oracle:thin:";

	/** Control characters, the blank, quotes and angle brackets, one bit each. */
	private static final long LOW_ENDS = (1L << ' ' + 1) - 1 | 1L << '"' | 1L << '\'' | 1L << '<' | 1L << '>';

	private final int id;

	private final PrefixTable prefixes;

	UrlDetector(int id, PrefixTable prefixes) {
		this.id = id;
		this.prefixes = prefixes;
		prefixes.mark("tcp(");
		prefixes.mark("unix");
	}

	/** Where the authority begins behind the colon at {@code i}; 0 if none. */
	static int authority(Scan scan, int i) {
		char[] buf = scan.buf;
		int at = i + 1;
		for (int slashes = 0; slashes < 2; slashes++) {
			int from = at;
			while (buf[at] == '\\' && at - from < MAX_ESCAPES) {
				at++;
			}
			if (buf[at] != '/') {
				return 0;
			}
			at++;
		}
		return at;
	}

	/**
	 * End of the password in the authority at {@code from} behind the colon at {@code i},
	 * else {@code i}.
	 */
	int match(Scan scan, int i, int from) {
		char[] buf = scan.buf;
		int colon = -1;
		int at = -1;
		int end = from;
		int limit = from + MAX_AUTHORITY;
		boolean port = true;
		if (from < scan.noUserUntil || buf[from] == '[') {
			return i;
		}
		while (end < limit) {
			int c = buf[end];
			if (ends(c) || (c == ';' || c == ',') && colon >= 0 && port && at < 0) {
				break;
			}
			if (c == '/' || c == '?' || c == '#') {
				if (colon < 0 || at >= 0 || port) {
					break;
				}
				limit = Math.min(limit, end + MAX_UNENCODED);
			}
			if (c == '[' && colon != end - 1 && scan.at(end, "[REDACTED")) {
				return i;
			}
			if (c == ':' && colon < 0) {
				colon = end;
			}
			else if (c == '@') {
				at = end;
			}
			else if (colon >= 0 && !Chars.digit(c)) {
				port = false;
			}
			end++;
		}
		if (at < 0) {
			scan.noUserUntil = end;
		}
		if (colon < 0 || at <= colon + 1 || placeholder(buf, colon + 1, at) || scan.at(at + 1, DIGEST)) {
			return i;
		}
		if (scan.at(colon + 1, "[REDACTED") || scan.at(colon + 1, "REDACTED@")) {
			return at;
		}
		if (scan.exit == Exit.HTTP && colon > from) {
			scan.add(from, colon, this.id, 0);
		}
		else {
			this.prefixes.match(scan, from);
		}
		scan.add(colon + 1, at, this.id, 0);
		return at;
	}

	/** End of Oracle's password when {@code i} is the colon after {@code thin}. */
	int oracle(Scan scan, int i) {
		if (i < ORACLE.length() || !scan.atIgnoreCase(i + 1 - ORACLE.length(), ORACLE)) {
			return i;
		}
		if (scan.atSignAt < i) {
			int at = i + 1;
			while (scan.buf[at] != '@' && !ends(scan.buf[at])) {
				at++;
			}
			scan.atSignAt = at;
		}
		int end = scan.atSignAt;
		if (scan.buf[end] != '@' || end - i > MAX_USER) {
			return i;
		}
		int slash = i + 1;
		while (slash < end && scan.buf[slash] != '/') {
			slash++;
		}
		if (slash >= end - 1 || scan.buf[slash + 1] == '[') {
			return i;
		}
		scan.add(slash + 1, end, this.id, 0);
		return end;
	}

	/**
	 * End of the network when {@code i} is its start in the address of Go's drivers,
	 * {@code user:password@tcp(host)}; else {@code i}.
	 */
	int dsn(Scan scan, int i) {
		if (scan.before(i) != '@' || !scan.at(i, "tcp(") && !scan.at(i, "unix(")) {
			return i;
		}
		int from = i - 1;
		int low = Math.max(Math.max(scan.lastEnd(), scan.networkAt), i - MAX_USER);
		scan.networkAt = i;
		while (from > low && !ends(scan.buf[from - 1])) {
			from--;
		}
		int colon = Unquoted.before(scan.buf, from, i - 1, ':');
		if (colon >= i - 2 || placeholder(scan.buf, colon + 1, i - 1) || ValueGuard.mask(scan, colon + 1, i - 1)) {
			return i;
		}
		scan.add(colon + 1, i - 1, this.id, 0);
		return i + 1;
	}

	private static boolean placeholder(char[] buf, int from, int end) {
		if (buf[from] == '$' && buf[from + 1] == '{' || buf[from] == '{' || buf[from] == '<') {
			int last = buf[end - 1];
			for (int i = from; i < end; i++) {
				if (buf[i] == ':') {
					return false;
				}
			}
			return last == '}' || last == '>';
		}
		for (int i = from; i < end; i++) {
			if (buf[i] != '*' && buf[i] != '\u2022') {
				return false;
			}
		}
		return true;
	}

	private static boolean ends(int c) {
		return (c < 64) ? (LOW_ENDS >>> c & 1) != 0 : c == '\\' || c == '`' || c == '\u00a0';
	}

}
