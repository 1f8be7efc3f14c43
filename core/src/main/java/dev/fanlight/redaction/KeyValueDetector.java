package dev.fanlight.redaction;

/**
 * Values of sensitive keys in every shape a log gives them. Called at a separator; reads
 * the key to the left and the value to the right.
 */
final class KeyValueDetector {

	/** The separator does not belong to a pair of interest. */
	static final int NONE = -1;

	private static final int MAX_BLANKS = 64;

	private static final int LONGEST_GROUP = 6;

	private static final int LONGEST_ROW = 128;

	private static final int LONGEST_DUMP = 512;

	private static final String OPENS = "{([";

	private static final String CLOSES = "})]";

	private static final int MAX_COLUMNS = 8;

	private static final int UNTOUCHED = KeyTerms.EXEMPT | KeyTerms.ALLOW;

	private static final String OPTIONAL = "Optional[";

	/** The working directory in the environment of a shell. */
	private static final String WORKING = "PWD=";

	/** What the keys of texts for people begin with. */
	private static final Words TEXTS = Words.exact("label.", "labels.", "message.", "messages.", "msg.",
			"placeholder.");

	/** What may stand before the first pair of a form. */
	private static final String BEFORE_FORM = "[({\"'|>:=";

	/** How many characters are looked through for brackets that are not there. */
	private static final int LONGEST_LOOK = 8192;

	/** How far a text for people is looked at. */
	private static final int LONGEST_TEXT = 64;

	/** Longest remark on a key. */
	private static final int LONGEST_REMARK = 24;

	/** What follows the quote that ends a text. */
	private static final String AFTER_TEXT = ",}])";

	/** With what stands around it; the end is not looked for any further. */
	private static final int LONGEST_SHAPED = KeyTerms.MAX_SHAPED + 8;

	private final KeyTerms terms;

	private final KeyLabels labels;

	private final Reference reference;

	private final SourceCode code;

	private final int kv;

	private final int pii;

	private final int auth;

	private final Classifier classifier;

	/** Knows values by what they look like. */
	interface Classifier {

		/** Names a value that is all of a token by the token. */
		int classify(Scan scan, int from, int end, int fallback);

		/** End of the token or number at {@code from}, which is returned if none. */
		int end(Scan scan, int from);

	}

	KeyValueDetector(KeyTerms terms, int kv, int pii, int auth, Classifier classifier) {
		this.terms = terms;
		this.labels = new KeyLabels(terms);
		this.reference = new Reference(terms);
		this.code = new SourceCode(this.reference);
		this.kv = kv;
		this.pii = pii;
		this.auth = auth;
		this.classifier = classifier;
	}

	/**
	 * Reads the pair around a separator.
	 * @param i first character of the separator
	 * @param next first character after it
	 * @param colon whether it is a colon or an arrow, which also begins prose
	 * @return where to go on, {@link #NONE} if nothing was read
	 */
	int match(Scan scan, int i, int next, boolean colon) {
		char[] buf = scan.buf;
		int p = i;
		while (p > 0 && Chars.blank(buf[p - 1]) && i - p < MAX_BLANKS) {
			p--;
		}
		if (colon && p > 1 && (buf[p - 1] == '\n' || buf[p - 1] == 't' && buf[p - 2] == '\\')) {
			p = quoteBefore(buf, p);
		}
		if (p == 0) {
			return NONE;
		}
		int c = buf[p - 1];
		if (c == ')') {
			return columns(scan, p - 1, next);
		}
		p -= ((c | 0x20) == 'd' && scan.atIgnoreCase(p - 3, "%5d")) ? 3 : 0;
		p = (c != ']') ? p : (scan.before(p - 1) == '[') ? p - 2 : Quotes.subscript(scan, p);
		p -= (c == '%' && p > 1 && Chars.word(buf[p - 2])) ? 1 : 0;
		int quote = Chars.letter(c) ? 0 : Quotes.before(scan, p);
		p -= Quotes.length(quote);
		p = (quote != 0) ? beforeRemark(buf, p) : p;
		if (p == 0 || !this.terms.plausible(buf, p)) {
			return NONE;
		}
		int first = buf[(buf[next] == ' ') ? next + 1 : next];
		boolean whole = quote != 0 || first == '"' || first == '\'';
		int kind = this.terms.read(scan, buf, scan.lastEnd(), p, whole);
		if (kind != 0 && quote == 0 && scan.before(scan.keyStart) == '<') {
			int name = lastWord(buf, scan.keyStart, p);
			kind = scan.atIgnoreCase(name, "value") ? kind : this.terms.read(scan, buf, name, p);
		}
		if (kind == 0) {
			int labelled = (quote == 0 || colon) ? this.labels.kind(scan, p) : 0;
			return (labelled != 0 && applies(scan, labelled & ~KeyTerms.QUERY)) ? value(scan, next, labelled, 0, true)
					: NONE;
		}
		if ((kind & KeyTerms.HARMLESS) != 0 || text(scan, next) || quote == 0 && className(buf, scan.keyStart, p, colon)
				|| !applies(scan, kind) && !((colon || quote != 0) ? userAndPassword(scan, kind, next)
						: form(scan, kind, next) || random(scan, kind, next))
				|| scan.before(scan.keyStart) == '[' && scan.at(i, ":h:")) {
			return NONE;
		}
		return value(scan, next, kind, quote, colon);
	}

	/** End of the quote before blanks, line ends and escaped tabs, 0 if none. */
	private static int quoteBefore(char[] buf, int end) {
		int p = end;
		while (p > 0 && end - p < MAX_BLANKS) {
			int q = p - 1;
			boolean tab = buf[q] == 't' && q > 0 && buf[q - 1] == '\\';
			while (tab && q > 0 && buf[q - 1] == '\\' && end - q < MAX_BLANKS) {
				q--;
			}
			if (buf[q] > ' ' && !tab) {
				break;
			}
			p = q;
		}
		return (p > 0 && buf[p - 1] == '"') ? p : 0;
	}

	/** Start of an attribute, of which the name of the element is no part. */
	private static int lastWord(char[] buf, int from, int end) {
		int p = end;
		while (p > from && buf[p - 1] > ' ') {
			p--;
		}
		return p;
	}

	/**
	 * End of the key without what is said of it in brackets: {@code "password (new)"}.
	 */
	private static int beforeRemark(char[] buf, int end) {
		int p = end;
		if (p > 1 && buf[p - 1] == ')') {
			do {
				p--;
			}
			while (p > 1 && end - p < LONGEST_REMARK && (KeyWords.part(buf[p - 1]) || buf[p - 1] == ' '));
			p = (p > 1 && p < end - 1 && buf[p - 1] == '(') ? p - 1 : end;
			p -= (buf[p - 1] == ' ') ? 1 : 0;
		}
		return p;
	}

	/** Whether the key is one of a catalogue of texts: {@code label.password}. */
	private static boolean text(Scan scan, int next) {
		return TEXTS.after(scan, scan.keyStart) > scan.keyStart && words(scan, next);
	}

	/** Whether what follows is several words, and neither a number nor another pair. */
	private static boolean words(Scan scan, int from) {
		int p = from;
		while (Chars.blank(scan.buf[p]) || scan.buf[p] == '"' || scan.buf[p] == '\'') {
			p++;
		}
		int blanks = 0;
		for (int i = p; i - p < LONGEST_TEXT && scan.buf[i] >= ' ' && scan.buf[i] != '"'; i++) {
			int c = scan.buf[i];
			if (Chars.digit(c) || c == '=' || c == ':') {
				return false;
			}
			blanks += (c == ' ') ? 1 : 0;
		}
		return blanks > 0;
	}

	/** Whether the key is sensitive where it stands. */
	private boolean applies(Scan scan, int kind) {
		if ((kind & (KeyTerms.EXEMPT | KeyTerms.ALLOW)) != 0) {
			return true;
		}
		if ((kind & KeyTerms.PII) != 0) {
			return this.pii >= 0;
		}
		return this.kv >= 0 && ((kind & KeyTerms.QUERY) == 0 || inQuery(scan, scan.keyStart)
				|| (kind & KeyTerms.HEADER) != 0 && scan.atIgnoreCase(scan.keyStart, "x-"));
	}

	/** Whether the pair begins a form: {@code key=value&name=}. */
	private boolean form(Scan scan, int kind, int next) {
		int before = scan.before(scan.keyStart);
		boolean begins = before <= ' ' || before >= 128 || BEFORE_FORM.indexOf(before) >= 0
				|| scan.before(scan.keyStart - 1) == '\\';
		if (this.kv < 0 || (kind & KeyTerms.QUERY) == 0 || !begins || next < scan.noFormUntil) {
			return false;
		}
		int end = next;
		while (Alphabet.WIDE.has(scan.buf[end])) {
			end++;
		}
		if (scan.buf[end] != '&') {
			scan.noFormUntil = end;
		}
		return scan.buf[end] == '&' && Unquoted.pairAt(scan.buf, end + 1);
	}

	/** Whether a random value, or one behind a name, makes the key a secret's. */
	private boolean random(Scan scan, int kind, int next) {
		if (this.kv < 0 || (kind & KeyTerms.RANDOM) == 0 || !Chars.word(scan.before(next - 1))
				|| next < scan.notRandomUntil) {
			return false;
		}
		int end = Unquoted.end(scan, next, false);
		int divider = Unquoted.before(scan.buf, next, end, '/');
		if (PhraseDetector.random(scan.buf, next, end) || TokenDetector.encodesPair(scan.buf, next)
				|| divider < end && PhraseDetector.random(scan.buf, divider + 1, end)) {
			return true;
		}
		scan.notRandomUntil = end;
		return false;
	}

	/** Whether a quoted value encodes {@code user:password}, as Docker keeps it. */
	private boolean userAndPassword(Scan scan, int kind, int next) {
		int from = (scan.buf[next] == ' ') ? next + 1 : next;
		int quote = Quotes.at(scan, from);
		return quote != 0 && this.kv >= 0 && (kind & KeyTerms.QUERY) != 0
				&& TokenDetector.encodesPair(scan.buf, from + Quotes.length(quote));
	}

	private static boolean inQuery(Scan scan, int start) {
		int before = scan.before(start);
		return before == '?' || before == '&' || before == '#' || start == 0 && scan.query
				|| scan.at(start - 5, "&amp;") || scan.at(start - 6, "\\u0026")
				|| start >= 3 && scan.buf[start - 3] == '%' && (scan.at(start - 2, "26") || scan.at(start - 2, "3F"));
	}

	/** A dotted name whose last part begins like a class names that or a logger. */
	private static boolean className(char[] buf, int from, int end, boolean colon) {
		int dots = 0;
		int last = -1;
		for (int i = from; i < end; i++) {
			if (buf[i] == '.') {
				dots++;
				last = i;
			}
		}
		return dots >= (colon ? 1 : 2) && Chars.upper(buf[last + 1]) && Chars.letter(buf[from])
				&& Unquoted.before(buf, last + 1, end, '_') == end;
	}

	/** Notes the value that fills the whole text; whether anything has to go. */
	boolean whole(Scan scan, int kind) {
		int from = 0;
		int end = scan.len;
		while (from < end && scan.buf[from] <= ' ') {
			from++;
		}
		while (end > from && scan.buf[end - 1] <= ' ') {
			end--;
		}
		if ((kind & KeyTerms.COOKIE) != 0 && scan.exit != Exit.HTTP && !Unquoted.cookie(scan.buf, from)) {
			return false;
		}
		redact(scan, credential(scan, from, end, kind), end, kind, 0);
		return scan.count != 0;
	}

	private int value(Scan scan, int next, int kind, int keyQuote, boolean colon) {
		char[] buf = scan.buf;
		int from = next;
		while (Chars.blank(buf[from]) && from - next < MAX_BLANKS) {
			from++;
		}
		if (keyQuote != 0 && colon) {
			int line = blanks(scan, from);
			from = (Quotes.at(scan, line) != 0 || buf[line] == '[') ? line : from;
		}
		if ((kind & KeyTerms.SHAPED) == 0) {
			return value(scan, next, from, kind, keyQuote, colon);
		}
		if (!scan.digit(from, from + LONGEST_SHAPED)) {
			return NONE;
		}
		from += scan.at(from, OPTIONAL) ? OPTIONAL.length() : 0;
		scan.narrow(from + LONGEST_SHAPED);
		int end = value(scan, next, from, kind, keyQuote, colon);
		scan.widen();
		return end;
	}

	/** What follows blanks and line ends, also escaped ones. */
	private static int blanks(Scan scan, int from) {
		int p = from;
		int blank;
		while (p - from < MAX_BLANKS && (blank = Unquoted.blank(scan.buf, p)) != 0) {
			p += blank;
		}
		return p;
	}

	private int value(Scan scan, int next, int start, int kind, int keyQuote, boolean colon) {
		char[] buf = scan.buf;
		int from = start;
		if ((Chars.word(buf[from]) || buf[from] == '$') && (kind & KeyTerms.SHAPED) == 0) {
			int end = this.code.end(scan, from);
			if (end != from && !SourceCode.literal(scan, end)) {
				return end;
			}
			from = end;
		}
		if (buf[from] < ' ' || Chars.letter(buf[from])) {
			from = Quotes.wrapped(scan, from);
		}
		if (from < 0 || from >= scan.len || buf[from] < ' ') {
			return NONE;
		}
		if (Chars.alnum(buf[from]) && buf[from] != 'r') {
			return unquoted(scan, next, from, kind, keyQuote, colon);
		}
		if (keyQuote != 0 && colon && scan.at(from, "rejected value [")) {
			from += "rejected value [".length();
			return redact(scan, from, Unquoted.rejected(scan, from), kind, 0);
		}
		if (colon && (buf[from] == '|' || buf[from] == '>')) {
			int block = Unquoted.block(buf, from);
			if (block != 0) {
				return scan.at(block, PemDetector.BEGIN) ? NONE
						: redact(scan, block, Unquoted.blockEnd(scan, block), kind, 0);
			}
		}
		int shown = ValueGuard.shown(scan, from);
		if (shown != from) {
			return shown;
		}
		int quote = Quotes.at(scan, from);
		if (scan.at(from + Quotes.length(quote) + (buf[from] == '(' ? 1 : 0), PemDetector.BEGIN)) {
			return NONE;
		}
		if (quote != 0) {
			from += Quotes.length(quote);
			if (keyQuote == 0 && (buf[from] <= ' ' || AFTER_TEXT.indexOf(buf[from]) >= 0)
					&& scan.open(from - Quotes.length(quote), quote)) {
				return NONE;
			}
			if ((kind & KeyTerms.COOKIE) != 0 && !Unquoted.cookie(buf, from)) {
				return NONE;
			}
			int end = Quotes.close(scan, from, quote);
			if (scan.at(end + Quotes.length(quote), ":private]")) {
				return NONE;
			}
			from = credential(scan, from, end, kind);
			int done = redact(scan, from, end, kind, 0);
			int after = end + Quotes.length(quote);
			if (buf[after] == ' ') {
				return successor(scan, after, kind, done);
			}
			return (buf[after] == ',' && colon && keyQuote == 0 && start == next)
					? others(scan, after, kind, quote, done) : done;
		}
		int c = buf[from];
		if (c == '[' && !ValueGuard.mask(scan, from, scan.len)) {
			return list(scan, from, kind, colon && Quotes.isDouble(keyQuote));
		}
		if (c == '(') {
			return redact(scan, from + 1, bracketed(scan, from + 1), kind, 0);
		}
		if (c == '{' && (buf[from + 1] == '{' || buf[from + 1] == '"' || buf[from + 1] == '\'' || buf[from + 1] == '\\'
				|| buf[from + 1] <= ' ' || Unquoted.dump(buf, from + 1))) {
			return NONE;
		}
		return unquoted(scan, next, from, kind, keyQuote, colon);
	}

	/**
	 * {@code [X-Key:"a", "b", X-Other:"c"]}, as Spring writes headers: the others as
	 * well.
	 */
	private int others(Scan scan, int from, int kind, int quote, int done) {
		int left = scan.before(scan.keyStart);
		int last = done;
		int comma = from;
		while ((left == '[' || left == ' ' && scan.before(scan.keyStart - 1) == ',') && Quotes.isDouble(quote)
				&& scan.at(comma, ", ") && Quotes.at(scan, comma + 2) == quote) {
			int start = comma + 2 + Quotes.length(quote);
			int end = Quotes.close(scan, start, quote);
			comma = end + Quotes.length(quote);
			if (end >= scan.len || scan.buf[comma] != ']' && !scan.at(comma, ", ")) {
				break;
			}
			int credential = credential(scan, start, end, kind);
			last = Math.max(last, redact(scan, credential, end, kind, 0));
		}
		return last;
	}

	/** {@code "old" -> "new"}: the second value as well. */
	private int successor(Scan scan, int from, int kind, int done) {
		if (!scan.at(from, " -> ")) {
			return done;
		}
		int quote = Quotes.at(scan, from + 4);
		int start = from + 4 + Quotes.length(quote);
		return (quote != 0) ? redact(scan, start, Quotes.close(scan, start, quote), kind, 0) : done;
	}

	private int unquoted(Scan scan, int next, int from, int kind, int keyQuote, boolean colon) {
		char[] buf = scan.buf;
		if (buf[from] == '/' && from == scan.keyStart + WORKING.length() && scan.at(scan.keyStart, WORKING)
				&& scan.before(scan.keyStart) <= ' ') {
			return NONE;
		}
		boolean percent = buf[next - 3 >= 0 ? next - 3 : 0] == '%';
		if ((kind & KeyTerms.LISTED) != 0) {
			int end = colon ? Unquoted.codes(buf, from) : from;
			return (end > from) ? redact(scan, from, end, kind, 0) : NONE;
		}
		if ((kind & KeyTerms.COOKIE) != 0 && !Unquoted.cookie(buf, from)
				|| colon && keyQuote == 0 && from == next && Coordinate.is(scan, from, kind)) {
			return NONE;
		}
		if (!colon && Unquoted.empty(buf, next, from) || colon && ValueGuard.prose(scan, from)
				|| !colon && (buf[from] == '=' || buf[from] == '>' && from == next)) {
			return NONE;
		}
		if (colon && ValueGuard.complaint(scan, from)) {
			int told = scan.run(Alphabet.WORD, from) + 1;
			return Unquoted.mixed(buf, told) ? redact(scan, told, Unquoted.end(scan, told, percent), kind, 0) : NONE;
		}
		if ((kind & KeyTerms.COOKIE) != 0) {
			return redact(scan, from, Unquoted.line(scan, from, keyQuote, colon, true), kind, 0);
		}
		if ((kind & KeyTerms.AUTH) != 0) {
			int credential = Unquoted.scheme(scan, from, scan.len);
			credential = (credential == from && (kind & KeyTerms.SCHEME) != 0) ? Unquoted.otherScheme(scan, from)
					: credential;
			if (credential != from) {
				if (colon && ValueGuard.prose(scan, credential)) {
					return NONE;
				}
				int quote = Quotes.at(scan, credential);
				if (quote != 0 && Chars.alnum(buf[credential + Quotes.length(quote)])
						&& Unquoted.singleToken(scan, from)) {
					credential += Quotes.length(quote);
					return redact(scan, credential, Quotes.close(scan, credential, quote), kind, 0);
				}
				boolean single = Unquoted.singleToken(scan, from);
				int end = single ? Unquoted.end(scan, credential, percent)
						: Unquoted.line(scan, credential, keyQuote, colon, false);
				return redact(scan, credential, end, kind, 0);
			}
		}
		int end = ((kind & KeyTerms.SHAPED) != 0) ? Unquoted.code(buf, from) : Unquoted.end(scan, from, percent);
		if ((kind & KeyTerms.SHAPED) != 0 && buf[end] != ' ' && !ValueGuard.shaped(scan, from, end, kind)) {
			return from;
		}
		if (end == from || scan.at(end - ":private".length(), ":private]")) {
			return NONE;
		}
		if (Reference.quantity(scan, from, end, kind) || !colon && buf[next - 1] == '>'
				&& scan.before(scan.keyStart) == '/' && Reference.name(buf, from, end)) {
			return from;
		}
		boolean number = colon && Quotes.isDouble(keyQuote) && Unquoted.number(buf, from, end);
		if (scan.at(from, OPTIONAL) && buf[end - 1] == ']') {
			return redact(scan, from + OPTIONAL.length(), end - 1, kind, 0);
		}
		if (buf[from] == '$') {
			end = Math.max(end, this.classifier.end(scan, from + 1));
		}
		if (Chars.letter(buf[from])) {
			end = Math.max(end, dump(scan, from));
		}
		if (buf[from] == '{' && buf[end] == ';' && !colon) {
			end = Unquoted.braces(scan, end);
		}
		if (buf[end] == ' ' && (Chars.digit(buf[end + 1]) || buf[end + 1] == '(')) {
			end = groups(scan, from, end, kind);
		}
		if ((kind & KeyTerms.QUERY) != 0) {
			end = Unquoted.before(buf, from, end, '#');
		}
		if (scan.before(scan.keyStart) == ';' && scan.atIgnoreCase(scan.keyStart, "jsessionid")) {
			end = Unquoted.before(buf, from, end, '?');
		}
		if (!colon && buf[end] == ' ' && !number) {
			end = Unquoted.extend(scan, from, end);
		}
		return redact(scan, from, end, kind, number ? Scan.JSON_NUMBER : 0);
	}

	/** End of {@code a.b.Token{value='x', n=1}}, else {@code from}. */
	private static int dump(Scan scan, int from) {
		char[] buf = scan.buf;
		int open = from;
		int type = from;
		while (open - from < KeyTerms.MAX_KEY && (Chars.word(buf[open]) || buf[open] == '.' || buf[open] == '$')) {
			open++;
			type = (buf[open - 1] == '.' || buf[open - 1] == '$') ? open : type;
		}
		int dump = (buf[open] == ' ') ? open + 1 : open;
		if (!Chars.upper(buf[type]) || from < scan.notClosedUntil || OPENS.indexOf(buf[dump]) < 0
				|| !Unquoted.dump(buf, dump + 1)) {
			return from;
		}
		int depth = 0;
		int limit = Math.min(scan.len, from + LONGEST_DUMP);
		int p = dump;
		while (p < limit && buf[p] >= ' ') {
			int c = buf[p];
			scan.narrow(limit);
			p = Quotes.past(scan, p);
			scan.widen();
			depth += (OPENS.indexOf(c) >= 0) ? 1 : (CLOSES.indexOf(c) >= 0) ? -1 : 0;
			if (depth == 0) {
				return Math.min(p, limit);
			}
		}
		scan.notClosedUntil = p;
		return from;
	}

	/** End of a number whose groups are divided by blanks. */
	private int groups(Scan scan, int from, int first, int kind) {
		char[] buf = scan.buf;
		int end = Math.max(first, this.classifier.end(scan, from));
		int group = from;
		while (buf[end] == ' ' && Chars.digit(buf[end + 1])
				&& ((kind & KeyTerms.PII) != 0 || (kind & KeyTerms.GROUPED) != 0 && end - group <= LONGEST_GROUP)) {
			group = end + 1;
			end = Unquoted.end(scan, group, false);
		}
		return end;
	}

	/** Start of what is secret in a value that may begin with a scheme. */
	private static int credential(Scan scan, int from, int end, int kind) {
		return ((kind & KeyTerms.AUTH) != 0) ? Unquoted.scheme(scan, from, end) : from;
	}

	private int redact(Scan scan, int from, int end, int kind, int form) {
		if ((kind & KeyTerms.SHAPED) != 0 && !ValueGuard.shaped(scan, from, end, kind)) {
			return from;
		}
		if ((kind & (KeyTerms.EXEMPT | KeyTerms.ALLOW)) != 0 || ValueGuard.harmless(scan, from, end)
				|| (kind & KeyTerms.GROUPED) != 0 && ValueGuard.hidden(scan.buf, from, end)) {
			return Math.max(from, end);
		}
		if (this.reference.is(scan, from, end, kind)) {
			return from;
		}
		if ((kind & KeyTerms.SHAPED) == 0 && !ValueGuard.shaped(scan, from, end, kind)) {
			return from;
		}
		boolean header = (kind & KeyTerms.AUTH) != 0 && this.auth >= 0;
		int fallback = header ? this.auth : ((kind & KeyTerms.PII) != 0) ? this.pii : this.kv;
		int detector = this.classifier.classify(scan, from, end, fallback);
		scan.add(from, end, detector, form | (((kind & KeyTerms.GUESSABLE) != 0) ? Scan.GUESSABLE : 0));
		return end;
	}

	/** {@code ["a", "b"]}, {@code [a, b]}, {@code [1, 2]}. */
	private int list(Scan scan, int from, int kind, boolean json) {
		char[] buf = scan.buf;
		int at = from + 1;
		while (Chars.blank(buf[at])) {
			at++;
		}
		int line = blanks(scan, at);
		at = (Quotes.at(scan, line) != 0) ? line : at;
		if (buf[at] == '{' || Reference.array(buf, at) || buf[at] == '[' && !ValueGuard.mask(scan, at, scan.len)
				|| buf[at] == ']') {
			return NONE;
		}
		int quote = Quotes.at(scan, at);
		if (quote == 0) {
			int end = scan.closingBracket(at);
			if (end < 0) {
				end = Unquoted.end(scan, credential(scan, at, scan.len, kind), false);
			}
			int credential = credential(scan, at, end, kind);
			if ((kind & KeyTerms.COOKIE) != 0 && !Unquoted.cookie(buf, at)) {
				return NONE;
			}
			if ((kind & KeyTerms.SHAPED) != 0) {
				return numbers(scan, at, end, kind, json);
			}
			boolean number = json && Unquoted.numbers(buf, at, end);
			return redact(scan, credential, end, kind, number ? Scan.JSON_NUMBER : 0);
		}
		int last = at;
		while (quote != 0) {
			int start = at + Quotes.length(quote);
			int end = Quotes.close(scan, start, quote);
			last = end;
			int credential = credential(scan, start, end, kind);
			redact(scan, credential, end, kind, 0);
			at = end + Quotes.length(quote);
			int comma = blanks(scan, at);
			if (at >= scan.len || buf[comma] != ',') {
				break;
			}
			at = blanks(scan, comma + 1);
			quote = Quotes.at(scan, at);
		}
		return Math.max(last, from + 1);
	}

	/** {@code [1234, 5678]}, each of a shape. */
	private int numbers(Scan scan, int from, int end, int kind, boolean json) {
		int start = from;
		for (int next = from; start < end; start = next + 1) {
			next = Unquoted.before(scan.buf, start, end, ',');
			int first = start;
			while (first < next && scan.buf[first] == ' ') {
				first++;
			}
			redact(scan, first, next, kind, json && Unquoted.number(scan.buf, first, next) ? Scan.JSON_NUMBER : 0);
		}
		return Math.max(scan.lastEnd(), from);
	}

	/**
	 * End of a value in round brackets; where nothing closes them, that of its first
	 * word, or of the line when that was looked for too often.
	 */
	private static int bracketed(Scan scan, int from) {
		if (from < scan.openUntil && scan.openLooked > LONGEST_LOOK) {
			return scan.openUntil;
		}
		int end = Unquoted.balanced(scan, from, '(', ')');
		if (scan.buf[end] == ')') {
			return end;
		}
		scan.openUntil = end;
		scan.openLooked += end - from;
		return Unquoted.end(scan, from, false);
	}

	/** End of the column in {@code lower(column::text)}. */
	private static int column(Scan scan, int close) {
		int end = close;
		while (scan.before(end) == ')') {
			end--;
		}
		int cast = end;
		while (end < close && end - cast < MAX_BLANKS && Chars.word(scan.before(cast))) {
			cast--;
		}
		return scan.at(cast - 2, "::") ? cast - 2 : end;
	}

	/** {@code Key (a, b)=(1, 2)}: the value of a sensitive column. */
	private int columns(Scan scan, int close, int next) {
		char[] buf = scan.buf;
		if (buf[next] != '(' || scan.at(next + 1, PemDetector.BEGIN)) {
			return NONE;
		}
		int end = column(scan, close);
		int depth = (end < close) ? 1 : 0;
		int columns = 1;
		int found = 0;
		int kind = 0;
		for (int p = end - 1; p >= 0 && close - p < MAX_BLANKS * 2 && columns < MAX_COLUMNS; p--) {
			if (buf[p] != ',' && buf[p] != '(') {
				continue;
			}
			int read = this.terms.plausible(buf, end) ? this.terms.read(scan, buf, p + 1, end) : 0;
			if (read != 0 && (read & (KeyTerms.QUERY | KeyTerms.HARMLESS)) == 0 && applies(scan, read)) {
				if (kind == 0 || (kind & UNTOUCHED) != 0) {
					found = columns;
					kind = read;
				}
				else if ((read & UNTOUCHED) == 0) {
					found = 0;
				}
			}
			if (buf[p] == ',') {
				columns++;
				end = column(scan, p);
				depth += (end < p) ? 1 : 0;
			}
			else if (depth-- == 0) {
				break;
			}
			else {
				end = p;
			}
		}
		if (kind == 0 || (kind & UNTOUCHED) != 0 && columns > 1) {
			return NONE;
		}
		boolean shaped = columns == 1 && (kind & KeyTerms.SHAPED) != 0;
		if (shaped && !scan.digit(next, next + LONGEST_SHAPED)) {
			return NONE;
		}
		int from = next + 1;
		scan.narrow(from + (shaped ? LONGEST_SHAPED : LONGEST_ROW));
		int row = Unquoted.balanced(scan, from, '(', ')');
		scan.widen();
		if (found != 0 && columns > 1 && buf[row] == ')' && one(scan, from, row, kind, columns, columns - found)) {
			return from;
		}
		// What is a secret by one column is so whatever the others make of the row
		return redact(scan, from, shaped ? row : Unquoted.balanced(scan, from, '(', ')'),
				(columns > 1 && (kind & KeyTerms.PII) == 0) ? KeyTerms.SECRET : kind, 0);
	}

	/**
	 * Notes the value with so many before it, which the pass has yet to read; whether it
	 * is clear which that is.
	 */
	private boolean one(Scan scan, int from, int end, int kind, int columns, int before) {
		int values = 1;
		int start = from;
		int to = end;
		for (int i = from; i < end; i++) {
			if (scan.buf[i] == ',' && scan.buf[i + 1] == ' ') {
				start = (values == before) ? i + 2 : start;
				to = (values == before + 1) ? i : to;
				values++;
			}
		}
		if (values != columns || (kind & KeyTerms.GUESSABLE) != 0) {
			return false;
		}
		if (!ValueGuard.harmless(scan, start, to) && ValueGuard.shaped(scan, start, to, kind)) {
			int fallback = ((kind & KeyTerms.PII) != 0) ? this.pii : this.kv;
			scan.addLater(start, to, this.classifier.classify(scan, start, to, fallback));
		}
		return true;
	}

}
