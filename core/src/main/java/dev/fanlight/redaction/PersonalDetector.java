package dev.fanlight.redaction;

/**
 * Personal data by its shape. An id below zero switches a kind off.
 */
final class PersonalDetector {

	private static final int LOCAL_PART = 64;

	private static final int DOMAIN = 255;

	/** Of a phone number. */
	private static final int MOST_DIGITS = 15;

	/** Of a number of characters. */
	private static final int MISSING_DIGITS = 10;

	/** Country calling codes of one and two digits; every other has three. */
	private static final Words SHORT_CODES = Words.exact("1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39",
			"40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60",
			"61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98");

	private static final String[] NEVER_NINO = { "BG", "GB", "KN", "NK", "NT", "TN", "ZZ" };

	private static final String AFTER_NINO = " 0123456789";

	private static final Words FILES = Words.of("png", "jpg", "jpeg", "gif", "svg", "webp", "java", "kt", "js", "css",
			"tgz", "zip", "tar", "jar");

	private static final Words VERSION_WORDS = Words.endings("version", "release", "driver", "firmware", "build",
			"section", "chapter");

	private static final Words PHONE_WORDS = Words.endings("phone", "mobile", "tel", "telephone", "fax", "cell",
			"call");

	private final int email;

	private final int phone;

	private final int ipv4;

	private final int ipv6;

	private final int ssn;

	private final int nino;

	PersonalDetector(int email, int phone, int ipv4, int ipv6, int ssn, int nino, PrefixTable prefixes) {
		this.email = email;
		this.phone = phone;
		this.ipv4 = ipv4;
		this.ipv6 = ipv6;
		this.ssn = ssn;
		this.nino = nino;
		String digits = "0123456789.-/ (";
		for (int n = 0; n < 10 * digits.length() * digits.length(); n++) {
			int c1 = digits.charAt(n / 10 % digits.length());
			prefixes.mark('0' + n % 10, c1, digits.charAt(n / 10 / digits.length()));
		}
		for (int n = 0; nino >= 0 && n < 26 * 26; n++) {
			int c0 = 'A' + n / 26;
			int c1 = 'A' + n % 26;
			for (int i = 0; i < AFTER_NINO.length() && "DFIQUV".indexOf(c0) < 0 && "DFIQUVO".indexOf(c1) < 0; i++) {
				prefixes.mark(c0, c1, AFTER_NINO.charAt(i));
			}
		}
	}

	int at(Scan scan, int i) {
		if (this.email < 0) {
			return i;
		}
		char[] buf = scan.buf;
		int from = i;
		int low = Math.max(scan.lastEnd(), i - LOCAL_PART);
		while (from > low && local(buf[from - 1])) {
			from--;
		}
		while (from < i && buf[from] == '.') {
			from++;
		}
		if (from == i || from > 0 && from == low && local(buf[from - 1]) || buf[i - 1] == '.'
				|| i - from == 8 && scan.at(from, "REDACTED") || i - from == 3 && scan.at(from, "git")) {
			return i;
		}
		int end = i + 1;
		int label = end;
		int labels = 0;
		int version = 0;
		int last = end;
		while (end - i <= DOMAIN && (Chars.alnum(buf[end]) || buf[end] == '-' || buf[end] == '.' || latin(buf[end]))) {
			if (buf[end] == '.') {
				if (end == label || !KeyWords.part(buf[end + 1])) {
					break;
				}
				version += (labels++ == version && number(buf, label, end)) ? 1 : 0;
				label = end + 1;
			}
			end++;
			last = end;
		}
		boolean letters = last - label >= 2;
		for (int k = label; k < last; k++) {
			letters &= !Chars.digit(buf[k]);
		}
		if (labels == 0 || version > 1 || !letters || buf[last - 1] == '-' || FILES.is(scan, label, last)) {
			return i;
		}
		scan.add(from, last, this.email, 0);
		return last;
	}

	private static boolean number(char[] buf, int from, int end) {
		int p = from;
		while (Chars.digit(buf[p])) {
			p++;
		}
		return p == end;
	}

	/** Letters of European names; scripts without blanks between words are neighbours. */
	private static boolean latin(int c) {
		return c >= 128 && c < 0x250 && Character.isLetter(c);
	}

	private static boolean local(int c) {
		return c > ' ' && c != '<' && c != '>' && c != '"' && c != '\'' && c != '(' && c != ')' && c != ',' && c != ';'
				&& c != ':' && c != '=' && c != '[' && c != ']' && c != '{' && c != '}' && c != '/' && c != '@'
				&& c != '\\' && c != '|' && c != '?' && c != '&' && (c < 128 || latin(c));
	}

	int plus(Scan scan, int i) {
		char[] buf = scan.buf;
		if (this.phone < 0 || !Chars.digit(buf[i + 1]) || buf[i + 1] == '0' || Chars.word(scan.before(i))
				|| scan.before(i) == ']' || isMissing(scan, i)) {
			return i;
		}
		return number(scan, i, i + 1, true);
	}

	/** Whether a plus begins what says how much of a text is missing. */
	private static boolean isMissing(Scan scan, int i) {
		int end = i + 1;
		while (end <= i + MISSING_DIGITS && Chars.digit(scan.buf[end])) {
			end++;
		}
		return scan.buf[end] == ']' && scan.before(i) == '[' && scan.before(i - 1) == '\u2026';
	}

	int digits(Scan scan, int i) {
		int end = (this.ssn >= 0) ? ssn(scan, i) : i;
		if (end == i && this.ipv4 >= 0) {
			end = ipv4(scan, i);
		}
		if (end == i && this.phone >= 0 && behind(PHONE_WORDS, scan, i)) {
			end = number(scan, i, i, false);
		}
		return end;
	}

	private int number(Scan scan, int i, int from, boolean international) {
		char[] buf = scan.buf;
		int digits = 0;
		int at = from;
		int end = from;
		int group = from;
		int before = 0;
		while (at - i < 24) {
			int c = buf[at];
			if (Chars.digit(c)) {
				if (buf[at - 1] == ' ' && digits <= MOST_DIGITS) {
					group = end;
					before = digits;
				}
				digits++;
				end = at + 1;
			}
			else if (!(c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/')
					|| !Chars.digit(buf[at + 1]) && !(buf[at + 1] == '(' || c == ')' && buf[at + 1] == ' ')
					|| digits > 6 && Chars.digit(buf[at + 4]) && buf[at + 5] == '-') {
				break;
			}
			at++;
		}
		if (digits > MOST_DIGITS || Chars.word(buf[end])) {
			// The last groups are of another number
			end = group;
			digits = before;
		}
		if (digits < (international ? 8 : 7) || international && !country(scan, from)) {
			return i;
		}
		scan.add(i, end, this.phone, 0);
		return end;
	}

	private static boolean country(Scan scan, int from) {
		char[] buf = scan.buf;
		return SHORT_CODES.after(scan, from) > from
				|| Chars.digit(buf[from + 1]) && Chars.digit(buf[from + 2]) && buf[from] > '1';
	}

	private static boolean behind(Words words, Scan scan, int i) {
		int end = i;
		// The word of a mask is no label
		while (end > 0 && i - end < 4 && !KeyWords.part(scan.buf[end - 1]) && scan.buf[end - 1] >= ' '
				&& scan.buf[end - 1] != ']') {
			end--;
		}
		return end < i && words.before(scan, end) < end;
	}

	private int ssn(Scan scan, int i) {
		char[] buf = scan.buf;
		if (buf[i + 3] != '-' || buf[i + 6] != '-' || Chars.word(buf[i + 11]) || buf[i + 11] == '-'
				|| scan.before(i) == '-') {
			return i;
		}
		for (int k = 0; k < 11; k++) {
			if (k != 3 && k != 6 && !Chars.digit(buf[i + k])) {
				return i;
			}
		}
		if (buf[i] == '9' || scan.at(i, "000") || scan.at(i, "666") || scan.at(i + 4, "00") || scan.at(i + 7, "0000")) {
			return i;
		}
		scan.add(i, i + 11, this.ssn, 0);
		return i + 11;
	}

	private int ipv4(Scan scan, int i) {
		char[] buf = scan.buf;
		int before = scan.before(i);
		if (before == '.' || before == '-' || before == 'v'
				|| buf[i + 1] != '.' && buf[i + 2] != '.' && buf[i + 3] != '.') {
			return i;
		}
		int at = i;
		int first = 0;
		for (int octet = 0; octet < 4; octet++) {
			int value = 0;
			int from = at;
			while (at - from < 4 && Chars.digit(buf[at])) {
				value = value * 10 + buf[at++] - '0';
			}
			if (at == from || value > 255 || at - from > 1 && buf[from] == '0' || octet < 3 && buf[at++] != '.') {
				return i;
			}
			first = (octet == 0) ? value : first;
		}
		if (Chars.word(buf[at]) || buf[at] == '.' && Chars.digit(buf[at + 1]) || buf[at] == '-' || first < 10
				|| first == 127 || scan.at(at - ".0.0.0".length(), ".0.0.0") || behind(VERSION_WORDS, scan, i)) {
			return i;
		}
		scan.add(i, at, this.ipv4, 0);
		return at;
	}

	/**
	 * An address of eight groups, or fewer around a double colon, with its first colon at
	 * {@code i}.
	 */
	int colon(Scan scan, int i) {
		char[] buf = scan.buf;
		if (this.ipv6 < 0) {
			return i;
		}
		int from = i;
		while (from > 0 && i - from < 5 && Chars.hex(buf[from - 1])) {
			from--;
		}
		int before = scan.before(from);
		if (from < scan.lastEnd() || i - from > 4 || Chars.word(before) || before == ':' || before == '.') {
			return i;
		}
		int groups = (from < i) ? 1 : 0;
		int gaps = 0;
		int letters = 0;
		int digits = 0;
		int at = i;
		while (buf[at] == ':' && groups <= 8) {
			if (buf[at + 1] == ':') {
				gaps++;
				at++;
			}
			int start = ++at;
			while (at - start < 5 && Chars.hex(buf[at])) {
				at++;
			}
			if (at - start > 4 || at == start && buf[at] == ':') {
				return i;
			}
			groups += (at > start) ? 1 : 0;
			if (at == start) {
				break;
			}
		}
		for (int k = from; k < at; k++) {
			letters += (Chars.hex(buf[k]) || Chars.digit(buf[k])) ? 1 : 0;
			digits += Chars.digit(buf[k]) ? 1 : 0;
		}
		boolean whole = groups == 8 && gaps == 0 || gaps == 1 && groups >= 2 && groups < 8;
		if (!whole || letters < 4 || digits == 0 && groups < 3 || Chars.word(buf[at])
				|| buf[at - 1] == ':' && gaps == 0) {
			return i;
		}
		scan.add(from, at, this.ipv6, 0);
		return at;
	}

	int letters(Scan scan, int i) {
		char[] buf = scan.buf;
		int c0 = buf[i];
		int c1 = buf[i + 1];
		if (this.nino < 0 || !Chars.upper(c0) || !Chars.upper(c1)
				|| !Chars.digit(buf[(buf[i + 2] == ' ') ? i + 3 : i + 2]) || "DFIQUV".indexOf(c0) >= 0
				|| "DFIQUVO".indexOf(c1) >= 0) {
			return i;
		}
		for (String unused : NEVER_NINO) {
			if (c0 == unused.charAt(0) && c1 == unused.charAt(1)) {
				return i;
			}
		}
		int at = i + 2;
		for (int pair = 0; pair < 3; pair++) {
			at += (buf[at] == ' ') ? 1 : 0;
			if (!Chars.digit(buf[at]) || !Chars.digit(buf[at + 1])) {
				return i;
			}
			at += 2;
		}
		at += (buf[at] == ' ') ? 1 : 0;
		if (buf[at] < 'A' || buf[at] > 'D' || Chars.word(buf[at + 1])) {
			return i;
		}
		scan.add(i, at + 1, this.nino, 0);
		return at + 1;
	}

}
