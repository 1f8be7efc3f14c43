package dev.fanlight.redaction;

/**
 * What stands where a value would and only points to one: the file that holds it, the
 * path of an endpoint, the name of a header, a variable or a type, a version, a duration.
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

	/** Directories at the root of a file system. */
	private static final Words ROOTS = Words.of("app", "apps", "bin", "builds", "certs", "code", "config", "data",
			"dev", "etc", "home", "keys", "mnt", "opt", "private", "proc", "root", "run", "secrets", "srv", "tmp",
			"usr", "users", "var", "vault", "work", "workdir", "workspace", "workspaces");

	/** What holds a secret rather than is one. */
	private static final Words HOLDERS = Words.exact("classpath:", "file:", "configtree:", "vault:", "arn:aws", "ssm:",
			"op://", "sm://", "projects/", "env:", "secretref:");

	private static final Words FILES = Words.endings(".pem", ".key", ".crt", ".cer", ".der", ".p12", ".pfx", ".jks",
			".ppk", ".pub", ".asc", ".gpg", ".json", ".yaml", ".yml", ".properties", ".conf", ".cfg", ".ini", ".xml",
			".env", ".txt");

	private static final Words TYPES = Words.of("string", "str", "text", "varchar", "char", "byte", "charsequence",
			"option<string>", "optional<string>", "maybe<string>", "secretstring", "annotated[str", "bool", "boolean",
			"int", "integer", "number", "uuid", "object", "long", "blob", "bytea", "binary");

	private static final String SCHEME = "bearer";

	private static final String AFTER_TYPE = "!?[(";

	private static final Words UNITS = Words.exact("ms", "s", "m", "h", "d", "w", "min", "sec");

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
		int c = buf[from];
		if (Chars.digit(c)) {
			return duration(scan, from, end) || version(buf, from, end, 2);
		}
		if (Chars.letter(c)) {
			return (kind & KeyTerms.NAMED) != 0 && name(buf, from, end)
					|| (kind & KeyTerms.COUNT) != 0 && constant(scan, from, end)
					|| (kind & KeyTerms.AUTH) == 0 && end - from == SCHEME.length() && scan.atIgnoreCase(from, SCHEME)
					|| letters(scan, from, end);
		}
		return switch (c) {
			case '/' -> words(buf, from, end) || below(scan, from + 1, end, ROOTS) && plain(buf, from, end);
			case '.' -> (buf[from + 1] == '/' || buf[from + 1] == '.' && buf[from + 2] == '/') && plain(buf, from, end);
			case '~' -> (buf[from + 1] == '/') ? plain(buf, from, end) : version(buf, from + 1, end, 1);
			case '^', '>' -> version(buf, from + 1, end, 1);
			case '$', '@' -> variable(scan, from, end);
			default -> false;
		};
	}

	private boolean letters(Scan scan, int from, int end) {
		char[] buf = scan.buf;
		return switch (buf[from] | 0x20) {
			case 'x' -> buf[from + 1] == '-' && name(buf, from, end);
			case 'y' -> scan.atIgnoreCase(from, "your") && !Chars.letter(buf[from + 4]) && name(buf, from, end)
					&& end - from > SCHEME.length();
			case 'p' -> buf[from] == 'P' && period(buf, from + 1, end);
			case 'v' -> version(buf, from + 1, end, 1);
			case 'h' -> url(scan, from, end);
			default -> false;
		} || holder(scan, from, end) || file(scan, from, end) || type(scan, from, end) || drive(buf, from, end)
				|| Chars.upper(buf[from]) && (variable(scan, from, end) || label(scan, from, end))
				|| dotted(scan, from, end) || object(buf, from, end);
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

	/** The path of an endpoint: words in small letters. */
	private static boolean words(char[] buf, int from, int end) {
		for (int i = from; i < end; i++) {
			int c = buf[i];
			boolean version = Chars.digit(c) && i + 1 < end && buf[i + 1] == '/';
			if (!Chars.lower(c) && "/-_{}*".indexOf(c) < 0 && !version) {
				return false;
			}
		}
		return true;
	}

	private static boolean below(Scan scan, int from, int end, Words roots) {
		int p = roots.after(scan, from);
		return p > from && (p == end || scan.buf[p] == '/');
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

	private static boolean file(Scan scan, int from, int end) {
		int type = FILES.before(scan, end);
		return type < end && type > from && plain(scan.buf, from, end);
	}

	/** {@code C:\certs\key.pem}, also escaped. */
	private static boolean drive(char[] buf, int from, int end) {
		return buf[from + 1] == ':' && buf[from + 2] == '\\' && plain(buf, from, end);
	}

	private static boolean type(Scan scan, int from, int end) {
		int p = TYPES.after(scan, from);
		if (p == from || p > end || p < end && AFTER_TYPE.indexOf(scan.buf[p]) < 0) {
			return false;
		}
		boolean sized = scan.buf[p] == '(' || scan.buf[p] == '[';
		p += (p < end) ? 1 : 0;
		while (sized && p < end && (Chars.digit(scan.buf[p]) || scan.buf[p] == ')' || scan.buf[p] == ']')) {
			p++;
		}
		return p == end;
	}

	/** {@code $1}, {@code $password}, {@code @password}, {@code DB_PASSWORD}. */
	private boolean variable(Scan scan, int from, int end) {
		char[] buf = scan.buf;
		int c = buf[from];
		boolean constant = Chars.upper(c);
		int start = constant ? from : from + 1;
		if (c == '$' && Chars.digit(buf[start])) {
			return end - start <= 2 && Chars.digit(buf[end - 1]);
		}
		start += scan.at(start, "env:") ? 4 : 0;
		boolean joined = !constant;
		for (int i = start; i < end; i++) {
			if (!Chars.upper(buf[i]) && buf[i] != '_' && (constant || !Chars.lower(buf[i]))) {
				return false;
			}
			joined |= buf[i] == '_';
		}
		return joined && sensitive(scan, start, end);
	}

	/** {@code Reset password}, as the key is called on a page. */
	private boolean label(Scan scan, int from, int end) {
		int blanks = 0;
		for (int i = from; i < end; i++) {
			blanks += (scan.buf[i] == ' ') ? 1 : 0;
			if (!Chars.letter(scan.buf[i]) && scan.buf[i] != ' ') {
				return false;
			}
		}
		return blanks == 1 && sensitive(scan, from, end);
	}

	/** Whether the text is itself a sensitive key. */
	boolean sensitive(Scan scan, int from, int end) {
		int start = scan.keyStart;
		int kind = (end > from && this.terms.plausible(scan.buf, end)) ? this.terms.read(scan, scan.buf, from, end) : 0;
		scan.keyStart = start;
		return (kind & KeyTerms.MATCH) != 0;
	}

	/** {@code org.example.Token@1b2c3d4e}, as Java writes an object without a text. */
	private static boolean object(char[] buf, int from, int end) {
		int at = Unquoted.before(buf, from, end, '@');
		int dot = -1;
		for (int i = from; i < at; i++) {
			if (!Chars.word(buf[i]) && buf[i] != '.' && buf[i] != '$') {
				return false;
			}
			dot = (buf[i] == '.') ? i : dot;
		}
		return dot > 0 && Chars.upper(buf[dot + 1]) && identity(buf, at + 1, end);
	}

	/**
	 * {@code user.password}, {@code process.env.DB_PASSWORD}: names whose last is a key.
	 */
	private boolean dotted(Scan scan, int from, int end) {
		int dots = 0;
		for (int i = from; i < end; i++) {
			int c = scan.buf[i];
			dots += (c == '.') ? 1 : 0;
			if (!Chars.letter(c) && c != '_' && (c != '.' || !Chars.letter(scan.buf[i + 1]))) {
				return false;
			}
		}
		return dots > 0 && sensitive(scan, from, end);
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

	/** {@code 15m}, {@code 3600s}. */
	private static boolean duration(Scan scan, int from, int end) {
		int p = from;
		while (Chars.digit(scan.buf[p])) {
			p++;
		}
		return p - from < LONGEST_NUMBER && UNITS.is(scan, p, end);
	}

	/** What follows the P of a duration in ISO 8601. */
	private static boolean period(char[] buf, int from, int end) {
		int digits = 0;
		for (int i = from; i < end; i++) {
			digits += Chars.digit(buf[i]) ? 1 : 0;
			if (!Chars.digit(buf[i]) && "TYMDHS".indexOf(buf[i]) < 0) {
				return false;
			}
		}
		return digits > 0 && !Chars.digit(buf[end - 1]);
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

	/** The address of an endpoint, without anything in it that could be a secret. */
	private static boolean url(Scan scan, int from, int end) {
		if (!scan.at(from, "http://") && !scan.at(from, "https://")) {
			return false;
		}
		int part = scan.run(Alphabet.WORD, from) + "://".length();
		int digits = 0;
		int upper = 0;
		while (part < end && scan.buf[part] != '/') {
			part++;
		}
		for (int i = part; i <= end; i++) {
			int c = (i < end) ? scan.buf[i] : '/';
			digits += Chars.digit(c) ? 1 : 0;
			upper += Chars.upper(c) ? 1 : 0;
			if (c == '/') {
				if (digits > 2 || i - part >= SHORTEST_MIXED && upper > 1) {
					return false;
				}
				digits = 0;
				upper = 0;
				part = i;
			}
			else if (!Chars.word(c) && c != '-' && c != '.') {
				return false;
			}
		}
		return true;
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
