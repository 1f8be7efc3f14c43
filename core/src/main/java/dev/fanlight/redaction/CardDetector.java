package dev.fanlight.redaction;

/**
 * Payment card numbers: issuer, length, grouping and check digit must all agree.
 */
final class CardDetector {

	private static final int LONGEST = 19;

	/** How far back the start of an array is looked for. */
	private static final int FAR = 256;

	/** A year, a month and the code of a service. */
	private static final int LEAST_TRACK = 7;

	private final int id;

	CardDetector(int id, PrefixTable prefixes) {
		this.id = id;
		for (int n = 0; n < 10_000; n++) {
			if (issuer(n, 14) || issuer(n, 15) || issuer(n, 16) || issuer(n, LONGEST)) {
				prefixes.mark('0' + n / 1000, '0' + n / 100 % 10, '0' + n / 10 % 10);
			}
		}
	}

	/**
	 * End of the card number that begins at {@code i}, having noted it; else {@code i}.
	 */
	int match(Scan scan, int i) {
		char[] buf = scan.buf;
		int c = buf[i];
		if (c < '2' || c > '6' || !inside(buf[i + 3]) || !inside(buf[i + 7]) || !inside(buf[i + 10])
				|| glued(scan, i)) {
			return i;
		}
		int run = run(buf, i);
		if (run > 4) {
			return (run >= 14 && run <= LONGEST && ends(buf, i + run) && valid(buf, i, i + run))
					? found(scan, i, i + run) : i;
		}
		int separator = buf[i + 4];
		if (run != 4 || separator != ' ' && separator != '-' && separator != '.' && separator != '\u00a0') {
			return i;
		}
		int second = run(buf, i + 5);
		if (second == 6 && buf[i + 11] == separator) {
			int last = run(buf, i + 12);
			int end = i + 12 + last;
			return ((last == 4 || last == 5) && ends(buf, end) && valid(buf, i, end)) ? found(scan, i, end) : i;
		}
		if (second == 4 && buf[i + 9] == separator && run(buf, i + 10) == 4 && buf[i + 14] == separator
				&& run(buf, i + 15) == 4) {
			int end = i + 19;
			if (buf[end] == separator && run(buf, end + 1) == 3 && ends(buf, end + 4) && valid(buf, i, end + 4)) {
				return found(scan, i, end + 4);
			}
			return (ends(buf, end) && valid(buf, i, end)) ? found(scan, i, end) : i;
		}
		return i;
	}

	private int found(Scan scan, int i, int end) {
		boolean number = jsonNumber(scan, i, end);
		int to = (scan.buf[end] == '=') ? track(scan.buf, end) : end;
		scan.add(i, to, this.id, number ? Scan.JSON_NUMBER : 0);
		return to;
	}

	/** End of the digits of a magnetic stripe behind the equals sign. */
	private static int track(char[] buf, int equals) {
		int end = equals + 1;
		while (Chars.digit(buf[end]) && end - equals <= LONGEST + 1) {
			end++;
		}
		return (end - equals > LEAST_TRACK) ? end : equals;
	}

	/** Whether digits stand as a bare value behind a quoted name, or in its array. */
	private static boolean jsonNumber(Scan scan, int i, int end) {
		int p = i;
		int low = Math.max(scan.lastEnd(), i - FAR);
		while (p > low && numbers(scan.buf[p - 1])) {
			p--;
		}
		if (p < i && p == scan.lastEnd() && scan.count > 0) {
			return scan.form(scan.count - 1) == Scan.JSON_NUMBER;
		}
		if (scan.before(p) != ':') {
			return false;
		}
		p--;
		while (p > 0 && scan.before(p) <= ' ') {
			p--;
		}
		int next = scan.buf[end];
		return scan.before(p) == '"' && !Chars.word(next) && next != '-' && next != ':' && next != '/';
	}

	/** What an array of numbers is written with. */
	private static boolean numbers(int c) {
		return Chars.digit(c) || c <= ' ' || c == '[' || c == ',' || c == '.' || c == '-';
	}

	private static boolean inside(int c) {
		return Chars.digit(c) || c == ' ' || c == '-' || c == '\u00a0';
	}

	/** Decimal fractions, parts of longer identifiers, phone numbers, own pseudonyms. */
	private static boolean glued(Scan scan, int i) {
		if (i == 0) {
			return false;
		}
		int left = scan.buf[i - 1];
		int before = scan.before(i - 1);
		return switch (left) {
			case '.' -> Chars.digit(before) && !digits(scan, i - 2, 12);
			case ',' -> Chars.digit(before) && !listed(scan.buf[i + run(scan.buf, i)]) && !digits(scan, i - 2, 4);
			case '-' -> Chars.alnum(before) || before == ']';
			case '+' -> true;
			case ':' -> before == 'h' && scan.before(i - 2) == ':';
			default -> false;
		};
	}

	private static boolean listed(int next) {
		return next == ',' || next == ']';
	}

	/** Whether so many digits end at {@code last}: another number, no integer part. */
	private static boolean digits(Scan scan, int last, int count) {
		int i = last;
		while (i >= 0 && last - i < count && Chars.digit(scan.buf[i])) {
			i--;
		}
		return last - i == count;
	}

	private static boolean ends(char[] buf, int end) {
		int c = buf[end];
		return !(Chars.word(c) || c == '.' && Chars.digit(buf[end + 1]) || c == '-' && Chars.alnum(buf[end + 1]));
	}

	private static int run(char[] buf, int from) {
		int n = 0;
		while (n <= LONGEST && Chars.digit(buf[from + n])) {
			n++;
		}
		return n;
	}

	private static boolean valid(char[] buf, int from, int end) {
		int sum = 0;
		int digits = 0;
		for (int i = end - 1; i >= from; i--) {
			if (Chars.digit(buf[i])) {
				int d = buf[i] - '0';
				if ((digits++ & 1) != 0) {
					d = (d > 4) ? d * 2 - 9 : d * 2;
				}
				sum += d;
			}
		}
		return sum % 10 == 0 && issuer(head(buf, from), digits);
	}

	private static int head(char[] buf, int from) {
		int head = 0;
		int n = 0;
		for (int i = from; n < 4; i++) {
			if (Chars.digit(buf[i])) {
				head = head * 10 + buf[i] - '0';
				n++;
			}
		}
		return head;
	}

	/** Issuer ranges by the first four digits. Range 1 and 13 digits stay out. */
	private static boolean issuer(int four, int digits) {
		int two = four / 100;
		int three = four / 10;
		if (four >= 4000 && four <= 4999) {
			return digits == 16 || digits == 19;
		}
		if (two >= 51 && two <= 55 || four >= 2221 && four <= 2720) {
			return digits == 16;
		}
		if (two == 34 || two == 37) {
			return digits == 15;
		}
		if (three >= 300 && three <= 305 || four == 3095 || two == 36 || two == 38 || two == 39) {
			return true;
		}
		if (four >= 3528 && four <= 3589 || four >= 2200 && four <= 2204) {
			return digits >= 16;
		}
		return digits >= 16 && (two == 50 || two >= 56 && two <= 69);
	}

}
