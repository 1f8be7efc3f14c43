package dev.fanlight.redaction;

/**
 * What stands where a value would and by its form can only point to one: a variable, the
 * address of what holds it, an object without a text, the range of a version. What merely
 * looks harmless, as a path, a number or a date does, is a value.
 */
final class Reference {

	private static final int LONGEST = 128;

	/** Kinds whose values are of a shape of their own. */
	private static final int VALUES = KeyTerms.SHAPED | KeyTerms.GUESSABLE | KeyTerms.PII;

	/** What parsers read, or how their names of it begin. */
	private static final Words CONSTANTS = Words.exact("START_", "END_", "VALUE_", "FIELD_", "PROPERTY_",
			"NOT_AVAILABLE", "COMMA", "COLON", "SEMICOLON", "EOF", "IDENTIFIER", "STRING", "NUMBER", "LPAREN", "RPAREN",
			"LBRACE", "RBRACE");

	private static final int LONGEST_NUMBER = 6;

	/** Of a path, if it has digits: they may be those of a card or of a key. */
	private static final int LONGEST_PART = 12;

	private static final int SHORTEST_MIXED = 16;

	/** What holds a secret rather than is one. */
	private static final Words HOLDERS = Words.exact("classpath:", "file:", "configtree:", "vault:", "arn:aws", "ssm:",
			"op://", "sm://", "projects/", "env:", "secretref:");

	/** What a variable is called that holds nothing but a secret. */
	private static final Words NAMES = Words.of("password", "passwd", "pwd", "pass", "secret", "token", "apikey");

	private static final Words TYPES = Words.of("string", "chararray", "charsequence");

	private static final Words QUANTITIES = Words.of("byte", "char", "digit", "attempt", "tries", "retr", "day", "hour",
			"minute", "second", "week", "month", "bit", "times", "left", "remaining", "used", "of ", "total",
			"or more");

	private final KeyTerms terms;

	Reference(KeyTerms terms) {
		this.terms = terms;
	}

	/** Whether the value of a sensitive key points to another. */
	boolean is(Scan scan, int from, int end, int kind) {
		char[] buf = scan.buf;
		if (end - from < 2 || end - from > LONGEST || (kind & VALUES) != 0) {
			return false;
		}
		return switch (buf[from]) {
			case '^', '~' -> scan.before(from) == '"' && version(buf, from + 1, end, 1);
			case '$', '@' -> variable(scan, from, end);
			default -> Chars.letter(buf[from]) && ((kind & KeyTerms.NAMED) != 0 && sensitive(scan, from, end)
					|| (kind & KeyTerms.COUNT) != 0 && constant(scan, from, end) || holder(scan, from, end)
					|| type(scan, from, end) || object(buf, from, end));
		};
	}

	/** Letters, and what joins them to the name of a header or a parameter. */
	static boolean name(char[] buf, int from, int end) {
		for (int i = from; i < end; i++) {
			if (!Chars.letter(buf[i]) && buf[i] != '-' && buf[i] != '_') {
				return false;
			}
		}
		return true;
	}

	/** {@code END_OBJECT}, {@code COMMA}, as parsers call what they have read. */
	private static boolean constant(Scan scan, int from, int end) {
		int begun = CONSTANTS.after(scan, from);
		return begun > from && (begun == end || scan.before(begun) == '_' && name(scan.buf, from, end));
	}

	/** Whether nothing in the path looks random. */
	private static boolean plain(char[] buf, int from, int end) {
		int part = from;
		for (int i = from; i <= end; i++) {
			int c = (i < end) ? buf[i] : '/';
			if (!Chars.alnum(c)) {
				if (PhraseDetector.random(buf, part, i) || i - part >= LONGEST_PART && digits(buf, part, i)
						|| "/._-:#~+@\\$ ".indexOf(c) < 0) {
					return false;
				}
				part = i + 1;
			}
		}
		return true;
	}

	private static boolean digits(char[] buf, int from, int end) {
		for (int i = from; i < end; i++) {
			if (Chars.digit(buf[i])) {
				return true;
			}
		}
		return false;
	}

	private static boolean holder(Scan scan, int from, int end) {
		int held = HOLDERS.after(scan, from);
		return held > from && held < end && plain(scan.buf, from, end);
	}

	/** {@code String!} of GraphQL, {@code String?} of Kotlin. */
	private static boolean type(Scan scan, int from, int end) {
		int last = end - 1;
		return (scan.buf[last] == '!' || scan.buf[last] == '?') && TYPES.is(scan, from, last);
	}

	/** {@code $1}, {@code $password}, {@code $env:DB_PASSWORD}, {@code @password}. */
	private boolean variable(Scan scan, int from, int end) {
		char[] buf = scan.buf;
		int start = from + 1;
		if (buf[from] == '$' && Chars.digit(buf[start])) {
			return end - start <= 2 && Chars.digit(buf[end - 1]);
		}
		start += scan.at(start, "env:") ? "env:".length() : 0;
		boolean joined = Unquoted.before(buf, start, end, '_') < end;
		return name(buf, start, end) && (joined ? sensitive(scan, start, end) : NAMES.is(scan, start, end));
	}

	/** Whether the text is itself a sensitive key. */
	boolean sensitive(Scan scan, int from, int end) {
		int start = scan.keyStart;
		int kind = this.terms.kind(scan, from, end);
		scan.keyStart = start;
		return (kind & KeyTerms.MATCH) != 0;
	}

	/** {@code org.example.Token@1b2c3d4e}, as Java writes an object without a text. */
	private static boolean object(char[] buf, int from, int end) {
		int at = Unquoted.before(buf, from, end, '@');
		int dot = -1;
		for (int i = from; i < at && at < end; i++) {
			if (!Chars.word(buf[i]) && buf[i] != '.' && buf[i] != '$' || dot < 0 && Chars.upper(buf[i])) {
				return false;
			}
			dot = (buf[i] == '.' && Chars.upper(buf[i + 1])) ? i : dot;
		}
		return dot > 0 && end - at > 6 && identity(buf, at + 1, end);
	}

	/** {@code [C@7a81197d}, as Java writes an array, behind its bracket. */
	static boolean array(char[] buf, int from) {
		int end = from + 2;
		while (Chars.hex(buf[end])) {
			end++;
		}
		return Chars.upper(buf[from]) && buf[from + 1] == '@' && buf[end] != ']' && identity(buf, from + 2, end);
	}

	private static boolean identity(char[] buf, int from, int end) {
		for (int i = from; i < end; i++) {
			if (!Chars.hex(buf[i]) || Chars.upper(buf[i])) {
				return false;
			}
		}
		return end - from >= 4 && end - from <= 8;
	}

	/** Numbers divided by dots, so many at least, and a qualifier. */
	static boolean version(char[] buf, int from, int end, int dots) {
		int p = from;
		while (p < end && (buf[p] == '=' || buf[p] == '>' || buf[p] == ' ')) {
			p++;
		}
		int numbers = 0;
		int number = p;
		while (p < end && Chars.digit(buf[p])) {
			while (p < end && Chars.digit(buf[p])) {
				p++;
			}
			if (p - number >= LONGEST_NUMBER) {
				return false;
			}
			numbers++;
			p += (p < end && buf[p] == '.') ? 1 : 0;
			number = p;
		}
		if (numbers == 1 && p < end) {
			return false;
		}
		for (int i = p; i < end; i++) {
			if (!Chars.alnum(buf[i]) && buf[i] != '.' && buf[i] != '-' && buf[i] != '+') {
				return false;
			}
		}
		return numbers > dots && end - p < SHORTEST_MIXED && !PhraseDetector.random(buf, p, end);
	}

	/** Whether the number before {@code end} counts what the next word says. */
	static boolean quantity(Scan scan, int from, int end, int kind) {
		if (end - from >= LONGEST_NUMBER || scan.buf[end] != ' ' || (kind & VALUES) != 0
				|| (kind & KeyTerms.COUNT) == 0 && end - from > 2) {
			return false;
		}
		for (int i = from; i < end; i++) {
			if (!Chars.digit(scan.buf[i])) {
				return false;
			}
		}
		return QUANTITIES.after(scan, end + 1) > end + 1;
	}

}
