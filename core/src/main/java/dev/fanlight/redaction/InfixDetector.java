package dev.fanlight.redaction;

/**
 * Tokens that are known by a mark in their middle or at their end. An id below zero
 * switches a kind off.
 */
final class InfixDetector {

	private final int azure;

	private final int telegram;

	private final int mailchimp;

	private final int maxmind;

	private final int firebase;

	InfixDetector(int azure, int telegram, int mailchimp, int maxmind, int firebase, PrefixTable prefixes) {
		this.azure = azure;
		this.telegram = telegram;
		this.mailchimp = mailchimp;
		this.maxmind = maxmind;
		this.firebase = firebase;
		if (maxmind >= 0) {
			prefixes.mark('m', 'm', 'k');
		}
		for (char digit = '0'; mailchimp >= 0 && digit <= '9'; digit++) {
			prefixes.mark('u', 's', digit);
		}
	}

	/** The secret of an Entra application: three characters, a digit, {@code Q~}. */
	int entra(Scan scan, int i) {
		char[] buf = scan.buf;
		int from = i - 5;
		if (this.azure < 0 || from < scan.lastEnd() || buf[i - 1] != 'Q' || !Chars.digit(buf[i - 2])
				|| Chars.word(scan.before(from))) {
			return i + 1;
		}
		int end = scan.run(Alphabet.UNRESERVED, i + 1);
		end -= (end - i > 35 && buf[end - 1] == '.') ? 1 : 0;
		int body = end - i - 1;
		if (body < 31 && !(end == scan.len && body >= 16) || body > 34) {
			return i + 1;
		}
		scan.add(from, end, this.azure, 0);
		return end;
	}

	/**
	 * The token of an Azure DevOps user: {@code AZDO} near the end of 84 letters and
	 * digits.
	 * @param from place inside the first 32 characters of the word
	 */
	int devOps(Scan scan, int from) {
		int start = from;
		while (start > 0 && from - start < 32 && Chars.alnum(scan.buf[start - 1])) {
			start--;
		}
		if (this.azure < 0 || start < scan.lastEnd() || scan.before(start) == '_'
				|| !scan.at(start + 75, "AZDO") && !scan.at(start + 76, "AZDO")) {
			return from;
		}
		int end = start;
		while (end - start < 85 && Chars.alnum(scan.buf[end])) {
			end++;
		}
		if (end - start != 84 || scan.buf[end] == '_') {
			return from;
		}
		scan.add(start, end, this.azure, 0);
		return end;
	}

	/** A device: its id, the colon at {@code i}, {@code APA91b} and the rest. */
	int firebase(Scan scan, int i) {
		int from = i;
		while (from > scan.lastEnd() && i - from < 23 && Alphabet.BASE64URL.has(scan.buf[from - 1])) {
			from--;
		}
		if (this.firebase < 0 || i - from < 11 || i - from > 22 || !scan.at(i + 1, "APA91b")) {
			return i;
		}
		int end = scan.run(Alphabet.BASE64URL, i + 1);
		if (end - i < 100 && !(end == scan.len && end - i > 22)) {
			return i;
		}
		scan.add(from, end, this.firebase, 0);
		return end;
	}

	/**
	 * A bot: its number, the colon at {@code i}, {@code AA} and 33 more; else {@code i}.
	 */
	int telegram(Scan scan, int i) {
		int from = i;
		while (from > scan.lastEnd() && i - from < 12 && Chars.digit(scan.buf[from - 1])) {
			from--;
		}
		boolean bot = scan.atIgnoreCase(from - 3, "bot");
		if (this.telegram < 0 || i - from < 8 || i - from > 10 || Chars.word(scan.before(from)) && !bot) {
			return i;
		}
		int end = i + 1;
		while (Alphabet.BASE64URL.has(scan.buf[end]) && end - i < 37) {
			end++;
		}
		if (end - i != 36) {
			return i;
		}
		scan.add(from, end, this.telegram, 0);
		return end;
	}

	/**
	 * Six and 29 letters or digits, then {@code mmk} at {@code i}; all joined by
	 * {@code _}.
	 */
	int maxmind(Scan scan, int i) {
		int from = i - 37;
		if (this.maxmind < 0 || !scan.at(i, "mmk") || from < scan.lastEnd() || Chars.word(scan.before(from))
				|| Chars.word(scan.buf[i + 3])) {
			return i;
		}
		for (int k = from; k < i; k++) {
			if (!((k == i - 1 || k == from + 6) ? scan.buf[k] == '_' : Chars.alnum(scan.buf[k]))) {
				return i;
			}
		}
		scan.add(from, i + 3, this.maxmind, 0);
		return i + 3;
	}

	/** 32 hexadecimal digits, the hyphen at {@code i}, {@code us} and the data centre. */
	int mailchimp(Scan scan, int i) {
		char[] buf = scan.buf;
		int from = i;
		while (from > scan.lastEnd() && i - from < 33 && Chars.hex(buf[from - 1])) {
			from--;
		}
		int end = i + 3;
		while (Chars.digit(buf[end]) && end - i < 5) {
			end++;
		}
		if (this.mailchimp < 0 || i - from != 32 || buf[i + 2] != 's' || end == i + 3 || Chars.word(buf[end])) {
			return i + 1;
		}
		scan.add(from, end, this.mailchimp, 0);
		return end;
	}

}
