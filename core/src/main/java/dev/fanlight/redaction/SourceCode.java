package dev.fanlight.redaction;

/**
 * Source code that gets a secret from elsewhere:
 * {@code password = request.getPassword();}, {@code self.secret = secret},
 * {@code token: process.env.TOKEN}.
 */
final class SourceCode {

	private static final int FAR = 96;

	private static final int LONGEST_WORD = 16;

	private static final int SHORTEST = 3;

	/** How the names of methods begin that get what they are given the name of. */
	private static final Words GETTERS = Words.of("get", "env", "var", "fetch", "read", "lookup", "find", "require",
			"resolve", "load", "prompt", "input", "param", "header", "cookie", "split", "replace", "strip", "trim",
			"substring", "formvalue");

	/** What stands before the name of a variable. */
	private static final Words DECLARES = Words.of("string", "string?", "char[]", "byte[]", "const", "let", "var",
			"val", "auto", "def");

	/** How the resources of Terraform begin. */
	private static final Words PROVIDERS = Words.exact("aws_", "google_", "azurerm_", "kubernetes_", "vault_", "tls_",
			"random_");

	private static final Words RECEIVERS = Words.of("this", "self", "req", "request", "res", "response", "props",
			"process", "env", "config", "cfg", "settings", "options", "opts", "params", "args", "ctx", "context",
			"event", "state", "form", "session", "body", "data", "result", "payload", "user", "secrets", "vars",
			"local", "module", "each", "github", "import");

	/** What a call holds beside words. */
	private static final String IN_CALL = "(), .$[]!";

	private static final String AFTER = ";,)]}[.?|&\"'`\\<";

	private final Reference reference;

	SourceCode(Reference reference) {
		this.reference = reference;
	}

	/**
	 * End of the expression at {@code from}, or the quote of what it yields otherwise;
	 * {@code from} if it is none.
	 */
	int end(Scan scan, int from) {
		char[] buf = scan.buf;
		int limit = Math.min(scan.len, from + FAR);
		int p = from;
		int name = from;
		int digits = 0;
		if (scan.at(from, "new ") && Chars.upper(buf[from + 4])) {
			p = scan.run(Alphabet.WORD, from + 4);
			return (buf[p] != '(') ? from : (Quotes.at(scan, p + 1) != 0) ? p + 1 : from + 4;
		}
		while (p < limit) {
			int c = buf[p];
			if (Chars.word(c) || c == '$') {
				digits += Chars.digit(c) ? 1 : 0;
				p++;
			}
			else if (p > name
					&& (c == '.' || c == ':' && buf[p + 1] == ':' || c == '?' && buf[p + 1] == '.'
							|| c == '-' && buf[p + 1] == '>' && buf[from] == '$')
					&& Chars.letter(buf[(c == '.') ? p + 1 : p + 2])) {
				p += (c == '.') ? 1 : 2;
				name = p;
			}
			else {
				break;
			}
		}
		if (p - from < SHORTEST || p == limit && p < scan.len) {
			return from;
		}
		if (buf[p] == '(') {
			return call(scan, from, name, p + 1, digits == 0);
		}
		if (buf[p] == '[' && buf[from] == '$') {
			return p;
		}
		int end = index(buf, p);
		return (digits == 0 && over(scan, end) && (end > p && Chars.lower(buf[name]) || variable(scan, from, name, p)))
				? end : from;
	}

	/** Whether the path of names is code where it stands. */
	private boolean variable(Scan scan, int from, int name, int end) {
		if (name > from) {
			int dot = Unquoted.before(scan.buf, from, end, '.');
			return RECEIVERS.is(scan, from, dot) || PROVIDERS.after(scan, from) > from
					|| same(scan, scan.keyStart, name, end);
		}
		int key = scan.keyStart;
		return (scan.at(key, "this.") || scan.at(key, "self.")) && (scan.before(from) == ' ' || scan.buf[end] == ';')
				|| scan.buf[end] == ';' && scan.before(key) == ' ' && declared(scan, key - 1)
				|| repeated(scan, key, from, end);
	}

	private static boolean declared(Scan scan, int end) {
		int from = end;
		while (end - from < LONGEST_WORD && scan.before(from) > ' ') {
			from--;
		}
		return DECLARES.is(scan, from, end);
	}

	/** {@code accessToken: accessToken}, but no word that somebody may have chosen. */
	private static boolean repeated(Scan scan, int key, int from, int end) {
		boolean words = false;
		for (int i = from; i < end; i++) {
			int c = scan.buf[i];
			words |= c == '_' || Chars.upper(c) && Chars.lower(scan.before(i));
		}
		return (words || scan.at(from, "token") && end - from == 5) && same(scan, key, from, end);
	}

	/** Whether the key is called the same. */
	private static boolean same(Scan scan, int key, int from, int end) {
		int i = from;
		while (i < end && scan.buf[i] == scan.buf[key + i - from]) {
			i++;
		}
		return i == end && !Chars.word(scan.buf[key + end - from]);
	}

	/**
	 * End of a call that is given nothing but names, or the literal that it yields if
	 * what it was given the name of is not there.
	 */
	private int call(Scan scan, int from, int method, int open, boolean letters) {
		char[] buf = scan.buf;
		int limit = Math.min(scan.len, open + FAR);
		boolean named = false;
		int depth = 1;
		int word = open;
		int p = open;
		while (p < limit && depth > 0) {
			int c = buf[p];
			int quote = Quotes.at(scan, p);
			if (quote != 0) {
				int start = p + Quotes.length(quote);
				scan.narrow(limit);
				int end = Quotes.close(scan, start, quote);
				scan.widen();
				if (named) {
					return p;
				}
				if (end >= limit || !name(scan, method, start, end)) {
					return from;
				}
				named = true;
				p = end + Quotes.length(quote);
				continue;
			}
			if (!Chars.word(c)) {
				word = p + 1;
			}
			if (Chars.word(c) ? Chars.digit(c) != Chars.digit(buf[word]) : IN_CALL.indexOf(c) < 0) {
				return from;
			}
			depth += (c == '(') ? 1 : (c == ')') ? -1 : 0;
			p++;
		}
		boolean code = named || p == open + 1 || letters && (method > from || Chars.lower(buf[method]));
		return (depth == 0 && code && over(scan, p)) ? p : from;
	}

	/** Whether the end of an expression is rather the literal that it yields. */
	static boolean literal(Scan scan, int end) {
		int before = scan.before(end);
		return (before == ' ' || before == ',' || before == '(') && Quotes.at(scan, end) != 0;
	}

	/** Whether the literal is the name of what the method gets. */
	private boolean name(Scan scan, int method, int from, int end) {
		boolean getter = GETTERS.after(scan, method) > method;
		boolean letters = true;
		boolean constant = true;
		for (int i = from; i < end; i++) {
			int c = scan.buf[i];
			letters &= Chars.letter(c) || " _-.:/".indexOf(c) >= 0;
			constant &= Chars.upper(c) || Chars.digit(c) || c == '_';
		}
		boolean divided = Unquoted.before(scan.buf, from, end, '_') < end;
		return constant && (getter || divided) || getter && (letters || this.reference.sensitive(scan, from, end));
	}

	/** End of the index at {@code from}: a number, or a letter. */
	private static int index(char[] buf, int from) {
		int p = from + 1;
		while (Chars.digit(buf[p])) {
			p++;
		}
		p += (p == from + 1 && Chars.letter(buf[p])) ? 1 : 0;
		return (buf[from] == '[' && buf[p] == ']') ? p + 1 : from;
	}

	private static boolean over(Scan scan, int end) {
		int c = scan.buf[end];
		return end >= scan.len || c == ' ' && Quotes.at(scan, end + 1) == 0 || c < ' ' || AFTER.indexOf(c) >= 0;
	}

}
