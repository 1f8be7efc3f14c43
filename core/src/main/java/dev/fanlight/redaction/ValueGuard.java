package dev.fanlight.redaction;

/**
 * What a sensitive key may still show: nothing, placeholders, masks, counts, and the
 * prose that follows a colon.
 */
final class ValueGuard {

	private static final Words EMPTY = Words.of("null", "true", "false", "none", "nil", "undefined", "n/a", "(null)",
			"redacted", "[redacted]", "[protected]", "[filtered]", "[masked]", "[hidden]", "[secret]", "protected",
			"filtered", "masked", "hidden", "empty", "blank", "unset", "{}", "%s", "%d", "%v", "?", "-", "yes", "no",
			"inherit", "inherited", "nonetype", "secretstr", "await", "new", "present", "absent", "missing", "provided",
			"configured", "expired", "valid", "invalid", "enabled", "disabled", "required", "optional", "unknown",
			"set", "not set", "not_set", "not-set", "notset", "include", "same-origin", "omit", "updated", "rotated",
			"revoked", "active", "inactive", "changed", "(none)", "(empty)", "(not set)", "(hidden)", "(unset)",
			"(masked)", "debug", "info", "trace", "warn", "error", "off");

	private static final Words PROSE = Words.of("must", "is", "was", "not", "required", "cannot", "should", "may",
			"has", "missing", "invalid", "incorrect", "expired", "empty", "blank", "none", "null", "unknown",
			"disabled", "are", "were", "will", "can", "could", "does", "did", "been", "contains", "mismatch", "failed",
			"rejected", "revoked", "denied", "ok", "too", "unauthorized", "unsupported", "malformed", "wrong", "the",
			"no", "accepted", "enabled", "rotated", "refreshed", "validation", "verification", "please", "absent",
			"unable", "using", "from", "via", "by", "for", "couldn't", "can't", "doesn't", "isn't", "changed",
			"updated", "created", "issued", "valid", "active", "inactive", "loaded", "stored", "generated", "sent",
			"granted", "configured", "present", "set", "unset", "provided", "optional", "removed", "deleted", "cleared",
			"reset", "at", "minimum", "maximum", "expected", "needs", "does", "it", "this", "that", "you", "see",
			"locked", "verified", "validated", "encrypted", "hashed", "unchanged", "matches", "matched", "available",
			"unavailable", "successful", "succeeded", "mounted");

	/** What a sentence may be about, with a name or what is said of it. */
	private static final Words NOUNS = Words.of("secret", "password", "token", "key", "field", "user", "value",
			"credential", "credentials");

	/** What a sentence says of its subject. */
	private static final Words SAYS = Words.of("must", "cannot", "required", "can't", "doesn't", "isn't", "too",
			"invalid", "incorrect", "missing", "needs", "expired");

	private static final Words COMPLAINS = Words.of("bad", "invalid", "wrong", "incorrect", "missing", "unknown",
			"expired");

	private static final Words COMPLAINED = Words.of("user", "account", "signature", "login", "client", "principal",
			"name", "username", "value", "length", "format", "token", "password", "header", "found", "got", "could");

	/** What tools write instead of a value, with blanks in it. */
	private static final Words UNSAID = Words.of("(known after apply)", "(sensitive value)", "(sensitive)", "(not set)",
			"(not shown)", "(write-only attribute)", "(no value)");

	/** Tags of YAML that take a name. */
	private static final Words TAGS = Words.of("ref", "sub", "getatt", "importvalue", "join", "select", "if",
			"findinmap", "split");

	private static final int LIMITED = KeyTerms.SHAPED | KeyTerms.PASS | KeyTerms.COUNT | KeyTerms.QUERY;

	private static final String AFTER_PROSE = ",.;)!]\"'<|\\}";

	private static final int LONGEST_SHOWN = 64;

	private static final int SHORTEST_TOKEN = 12;

	private static final int LONGEST_NAME = 20;

	private static final int LONGEST_SENTENCE = 160;

	private ValueGuard() {
	}

	/** Whether the value stays whatever the key says. */
	static boolean harmless(Scan scan, int from, int end) {
		int length = end - from;
		if (length <= 0 || length == 1 && "{|>~".indexOf(scan.buf[from]) >= 0) {
			return true;
		}
		return EMPTY.is(scan, from, end) || mask(scan, from, end) || placeholder(scan, from, end)
				|| filler(scan.buf, from, end) || sentence(scan, from, end);
	}

	/** Whether the value was redacted before, by this engine. */
	static boolean mask(Scan scan, int from, int end) {
		if (scan.at(from, "[REDACTED") || scan.at(from, "REDACTED") && !Chars.word(scan.buf[from + 8])) {
			return true;
		}
		if (scan.buf[from] != '[') {
			return false;
		}
		int p = from + 1;
		while (Chars.lower(scan.buf[p]) || Chars.digit(scan.buf[p]) || scan.buf[p] == '-') {
			p++;
		}
		return scan.at(p, ":h:") && scan.buf[p + 19] == ']' || scan.at(p, ":\u2026") && scan.buf[p + 6] == ']';
	}

	private static boolean placeholder(Scan scan, int from, int end) {
		char[] buf = scan.buf;
		int last = buf[end - 1];
		return switch (buf[from]) {
			case '$', '#' -> buf[from + 1] == '{' && last == '}' && !hasDefault(buf, from + 2, end - 1)
					|| buf[from + 1] == '(' && last == ')' && (words(buf, from + 2, end - 1) || command(scan, from))
					|| buf[from] == '$' && end - from > 2 && variable(buf, from + 1, end);
			case '*' -> buf[from + 1] == '*' && last == '*' && label(scan, from, end);
			case '{' -> last == '}' && (buf[from + 1] == '{' || path(buf, from + 1, end - 1));
			case '<' -> last == '>' && words(buf, from + 1, end - 1) && !token(buf, from + 1, end - 1);
			case '?' -> end - from <= 3 && words(buf, from + 1, end);
			case '%' -> last == '%' && end - from > 2 && Reference.name(buf, from + 1, end - 1);
			case 'v' -> scan.at(from, "var.") && names(buf, from, end);
			case 'l' -> scan.at(from, "local.") && names(buf, from, end);
			case ':' -> end - from > 1 && Reference.name(buf, from + 1, end);
			default -> false;
		};
	}

	/**
	 * End of something with blanks in it that stands for a value: {@code <not set>},
	 * {@code ${{ secrets.X }}}, {@code (known after apply)}, {@code !vault |}; else
	 * {@code from}.
	 */
	static int shown(Scan scan, int from) {
		char[] buf = scan.buf;
		int c = buf[from];
		if (c == '$' && buf[from + 1] == '(' && command(scan, from)) {
			return from + 2;
		}
		if (c == '<' && buf[from + 1] == '%') {
			return from + 2;
		}
		int close = (c == '<') ? '>'
				: (c == '(') ? ')' : (c == '$' && scan.at(from, "${{")) ? '}' : (c == '!') ? ' ' : 0;
		if (close == 0) {
			return from;
		}
		int p = from + ((c == '$') ? 3 : 1);
		while (p - from < LONGEST_SHOWN
				&& (Chars.word(buf[p]) || buf[p] == '-' || buf[p] == '.' || buf[p] == ' ' && close != ' ')) {
			p++;
		}
		boolean stands = buf[p] == close && switch (c) {
			case '<' -> harmless(scan, from, p + 1);
			case '(' -> UNSAID.is(scan, from, p + 1);
			case '$' -> buf[p + 1] == '}';
			default -> p > from + 1 && ((buf[p + 1] == '|' || buf[p + 1] == '>') && !Chars.alnum(buf[p + 2])
					|| Chars.upper(buf[from + 1]) && Chars.letter(buf[p + 1]) && TAGS.is(scan, from + 1, p));
		};
		return stands ? p + 1 : from;
	}

	private static boolean variable(char[] buf, int from, int end) {
		for (int i = from; i < end; i++) {
			if (!Chars.upper(buf[i]) && buf[i] != '_') {
				return false;
			}
		}
		return true;
	}

	/** Whether a card or account number is hidden already but for its ends. */
	static boolean hidden(char[] buf, int from, int end) {
		int masks = 0;
		int digits = 0;
		for (int i = from; i < end; i++) {
			int c = buf[i];
			boolean masked = c == 'X' || c == 'x' || c == '*' || c == '\u2022';
			masks += masked ? 1 : 0;
			digits += Chars.digit(c) ? 1 : 0;
			if (!masked && !Chars.digit(c) && c != '-' && c != ' ') {
				return false;
			}
		}
		return masks >= 6 && digits <= 10;
	}

	/** Names divided by dots. */
	private static boolean path(char[] buf, int from, int end) {
		for (int i = from; i < end; i++) {
			if (!Chars.letter(buf[i]) && buf[i] != ' ' && (buf[i] != '.' || i == from)) {
				return false;
			}
		}
		return true;
	}

	/** Whether {@code $(} runs a command that does not say the value itself. */
	private static boolean command(Scan scan, int from) {
		int end = word(scan, from + 2);
		return end > from + 2 && scan.buf[end] == ' ' && !scan.at(from + 2, "echo ") && !scan.at(from + 2, "printf ");
	}

	/** Whether one unbroken word with digits in it is more than a name. */
	private static boolean token(char[] buf, int from, int end) {
		int digits = 0;
		int runs = 0;
		for (int i = from; i < end; i++) {
			if (!Chars.alnum(buf[i])) {
				return false;
			}
			digits += Chars.digit(buf[i]) ? 1 : 0;
			runs += (Chars.digit(buf[i]) && !Chars.digit(buf[i + 1])) ? 1 : 0;
		}
		int length = end - from;
		return digits > 1 && length >= SHORTEST_TOKEN - Math.min(4, (runs - 1) * 2)
				|| length >= LONGEST_NAME && TokenDetector.random(buf, from, end);
	}

	/**
	 * Whether there is one name in capitals, or what masks are called, between asterisks.
	 */
	private static boolean label(Scan scan, int from, int end) {
		char[] buf = scan.buf;
		int p = from;
		while (p < end && buf[p] == '*') {
			p++;
		}
		int name = p;
		while (p < end && (Chars.upper(buf[p]) || buf[p] == '_')) {
			p++;
		}
		if (p == name) {
			p = word(scan, p);
			p = EMPTY.is(scan, name, p) ? p : name;
		}
		int stars = p;
		while (p < end && buf[p] == '*') {
			p++;
		}
		return stars > name && p == end && p - stars > 1;
	}

	private static boolean hasDefault(char[] buf, int from, int end) {
		for (int i = from; i < end - 1; i++) {
			if (buf[i] == ':' && buf[i + 1] != '?' && !(buf[i + 1] == '-' && i + 2 >= end)) {
				return true;
			}
		}
		return false;
	}

	private static boolean words(char[] buf, int from, int end) {
		for (int i = from; i < end; i++) {
			if (!Chars.word(buf[i]) && buf[i] != ' ' && buf[i] != '-' && buf[i] != '.') {
				return false;
			}
		}
		return true;
	}

	private static boolean names(char[] buf, int from, int end) {
		for (int i = from; i < end; i++) {
			if (!Chars.lower(buf[i]) && buf[i] != '_' && buf[i] != '.') {
				return false;
			}
		}
		return true;
	}

	private static boolean filler(char[] buf, int from, int end) {
		int x = 0;
		for (int i = from; i < end; i++) {
			switch (buf[i]) {
				case '*', '\u2022', '\u25cf', '\u2588', '\u2026', '.', '#', '-', '_', '=' -> {
				}
				case 'x', 'X' -> x++;
				default -> {
					return false;
				}
			}
		}
		return x == 0 || x == end - from && x >= 3;
	}

	/** Whether the word at {@code from} begins a sentence about the key. */
	static boolean prose(Scan scan, int from) {
		int end = from;
		while (end - from < PROSE.longest()
				&& (Chars.letter(scan.buf[end]) || scan.buf[end] == '\'' && Chars.letter(scan.buf[end + 1]))) {
			end++;
		}
		int next = scan.buf[end];
		if (end == from
				|| next < 128 && next > ' '
						&& (AFTER_PROSE.indexOf(next) < 0 || next != '\\' && Chars.word(scan.buf[end + 1]))
				|| next >= 128 && !Unquoted.ends(next)) {
			return false;
		}
		if (next == ' ' && scan.before(from - 1) == ':' && NOUNS.is(scan, from, end)) {
			int second = end + 1;
			return scan.buf[second] == '"' || scan.buf[second] == '\\' || scan.buf[second] == '\''
					|| PROSE.is(scan, second, word(scan, second));
		}
		return PROSE.is(scan, from, end);
	}

	/** Whether the word at {@code from} goes on with what was said before the key. */
	static boolean complaint(Scan scan, int from) {
		int end = word(scan, from);
		int key = scan.keyStart - 1;
		if (!COMPLAINED.is(scan, from, end) || scan.buf[end] != ' ' || scan.before(key + 1) != ' '
				|| !Chars.letter(scan.buf[end + 1]) && scan.buf[end + 1] != '[') {
			return false;
		}
		int start = key;
		while (key - start <= COMPLAINS.longest() && Chars.letter(scan.before(start))) {
			start--;
		}
		return COMPLAINS.is(scan, start, key);
	}

	/** Whether the text says of a field that it is or has to be something. */
	private static boolean sentence(Scan scan, int from, int end) {
		int next = word(scan, from);
		if (end - from > LONGEST_SENTENCE || next == from || next >= end || scan.buf[next] != ' ') {
			return false;
		}
		if (!says(scan, from, next)) {
			return false;
		}
		for (int i = from; i < end; i++) {
			int c = scan.buf[i];
			if (Chars.digit(c) ? !count(scan, i) : !Chars.letter(c) && " .,:;'!()-".indexOf(c) < 0) {
				return false;
			}
		}
		return true;
	}

	/** Whether the digit is one of a few, and none of a card. */
	private static boolean count(Scan scan, int i) {
		char[] buf = scan.buf;
		return !Chars.letter(scan.before(i)) && !Chars.letter(buf[i + 1])
				&& !(Chars.digit(buf[i + 1]) && Chars.digit(buf[i + 2]) && Chars.digit(buf[i + 3]));
	}

	/** Whether what begins with the word before {@code next} says something. */
	private static boolean says(Scan scan, int from, int next) {
		if (SAYS.is(scan, from, next)) {
			return true;
		}
		int second = next + 1;
		if (scan.atIgnoreCase(from, "this field ") || scan.atIgnoreCase(from, "this value ")) {
			second = word(scan, second) + 1;
			if (scan.atIgnoreCase(second, "is ") || scan.atIgnoreCase(second, "may ")) {
				return true;
			}
		}
		else if (!scan.atIgnoreCase(from, "password ") && !scan.atIgnoreCase(from, "token ")) {
			return false;
		}
		return SAYS.is(scan, second, word(scan, second));
	}

	private static int word(Scan scan, int from) {
		int end = from;
		while (Chars.letter(scan.buf[end]) || scan.buf[end] == '\'' && Chars.letter(scan.buf[end + 1])) {
			end++;
		}
		return end;
	}

	/** Whether a value of limited shape is of that shape; other kinds always are. */
	static boolean shaped(Scan scan, int from, int end, int kind) {
		if ((kind & LIMITED) == 0) {
			return true;
		}
		int length = end - from;
		if ((kind & KeyTerms.SHAPED) != 0 && length >= KeyTerms.MAX_SHAPED) {
			return false;
		}
		int digits = 0;
		int others = 0;
		int limit = Math.min(end, from + KeyTerms.MAX_SHAPED);
		for (int i = from; i < limit; i++) {
			int c = scan.buf[i];
			if (Chars.digit(c)) {
				digits++;
			}
			else if (c != '-' && c != ' ') {
				others++;
			}
		}
		boolean number = others == 0 && digits > 0 && limit == end;
		if ((kind & KeyTerms.PIN) != 0) {
			return number && digits == length && length >= 4 && length <= 8;
		}
		if ((kind & KeyTerms.CVV) != 0) {
			return number && digits == length && (length == 3 || length == 4);
		}
		if ((kind & KeyTerms.SSN) != 0) {
			return number && digits == 9 && length <= 11;
		}
		if ((kind & KeyTerms.ACCOUNT) != 0) {
			return digits >= 8;
		}
		if ((kind & KeyTerms.PASS) != 0) {
			return !number;
		}
		if ((kind & KeyTerms.COUNT) != 0) {
			return !(number && digits == ((scan.buf[from] == '-') ? length - 1 : length));
		}
		if ((kind & KeyTerms.QUERY) != 0) {
			return length >= (((kind & KeyTerms.LONG) != 0) ? 16 : 6)
					&& !scan.at(Unquoted.before(scan.buf, from, end, '['), "[REDACTED");
		}
		return true;
	}

}
