package dev.fanlight.redaction;

/**
 * Bank account numbers: country, exact length of the country, check digits.
 */
final class IbanDetector {

	private static final String LENGTHS = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28"
			+ " CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28"
			+ " IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27"
			+ " MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27"
			+ " SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

	private final byte[] lengths = new byte[26 * 26];

	private final int id;

	IbanDetector(int id, PrefixTable prefixes) {
		this.id = id;
		for (String country : LENGTHS.split(" ")) {
			char c0 = country.charAt(0);
			char c1 = country.charAt(1);
			this.lengths[(c0 - 'A') * 26 + c1 - 'A'] = Byte.parseByte(country.substring(2));
			for (char digit = '0'; digit <= '9'; digit++) {
				prefixes.mark(c0, c1, digit);
			}
		}
	}

	/**
	 * End of the account number that begins at {@code i}, having noted it; else
	 * {@code i}.
	 */
	int match(Scan scan, int i) {
		char[] buf = scan.buf;
		if (!Chars.upper(buf[i]) || !Chars.upper(buf[i + 1]) || !Chars.digit(buf[i + 2]) || !Chars.digit(buf[i + 3])) {
			return i;
		}
		int length = this.lengths[(buf[i] - 'A') * 26 + buf[i + 1] - 'A'];
		int separator = buf[i + 4];
		boolean grouped = separator == ' ' || separator == '\u00a0' || separator == '-';
		int end = i;
		int left = length;
		int remainder = 0;
		for (int n = 0; left > 0; n++) {
			int c = buf[end];
			if (grouped && n % 5 == 4) {
				if (c != separator) {
					return i;
				}
				end++;
				continue;
			}
			if (!Chars.digit(c) && !Chars.upper(c)) {
				return i;
			}
			if (left <= length - 4) {
				remainder = append(remainder, c);
			}
			left--;
			end++;
		}
		if (length == 0 || Chars.word(buf[end])) {
			return i;
		}
		for (int n = 0; n < 4; n++) {
			remainder = append(remainder, buf[i + n]);
		}
		if (remainder != 1) {
			return i;
		}
		scan.add(i, end, this.id, 0);
		return end;
	}

	private static int append(int remainder, int c) {
		return (Chars.digit(c) ? remainder * 10 + c - '0' : remainder * 100 + c - 'A' + 10) % 97;
	}

}
