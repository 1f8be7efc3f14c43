package dev.fanlight.redaction.corpus;

import java.math.BigInteger;

/** Card and account numbers with correct check digits. */
final class Finance {

	/** Brand, issuer prefixes, lengths. */
	private static final String[][] CARDS = { { "visa", "4", "16 16 16 19" },
			{ "mastercard", "51 52 53 54 55 2221 2300 2500 2699 2720", "16" }, { "amex", "34 37", "15" },
			{ "diners", "300 301 302 303 304 305 3095 36 38 39", "14 14 16 19" },
			{ "discover", "6011 644 645 646 647 648 649 65", "16 16 19" }, { "jcb", "3528 3545 3570 3589", "16" },
			{ "unionpay", "62", "16 17 18 19" }, { "maestro", "50 56 57 58 6304 6759 6761 6763", "16 18 19" },
			{ "mir", "2200 2201 2202 2203 2204", "16" } };

	/** Country and the structure of its BBAN as the registry writes it. */
	private static final String[] IBANS = """
			AD 8n12c|AE 19n|AL 8n16c|AT 16n|AZ 4a20c|BA 16n|BE 12n|BG 4a6n8c|BH 4a14c|BI 23n|BR 23n1a1c|BY 4c4n16c
			CH 5n12c|CR 18n|CY 8n16c|CZ 20n|DE 18n|DJ 23n|DK 14n|DO 4c20n|EE 16n|EG 25n|ES 20n|FI 14n|FK 2a12n|FO 14n
			FR 10n11c2n|GB 4a14n|GE 2a16n|GI 4a15c|GL 14n|GR 7n16c|GT 4c20c|HR 17n|HU 24n|IE 4a14n|IL 19n|IQ 4a15n
			IS 22n|IT 1a10n12c|JO 4a4n18c|KW 4a22c|KZ 3n13c|LB 4n20c|LC 4a24c|LI 5n12c|LT 16n|LU 3n13c|LV 4a13c|LY 21n
			MC 10n11c2n|MD 20c|ME 18n|MK 3n10c2n|MN 16n|MR 23n|MT 4a5n18c|MU 4a19n3a|NI 4a20n|NL 4a10n|NO 11n|OM 3n16c
			PK 4a16c|PL 24n|PS 4a21c|PT 21n|QA 4a21c|RO 4a16c|RS 18n|RU 14n15c|SA 2n18c|SC 4a20n3a|SD 14n|SE 20n|SI 15n
			SK 20n|SM 1a10n12c|SO 19n|ST 21n|SV 4a20n|TL 19n|TN 20n|TR 6n16c|UA 6n19c|VA 18n|VG 4a16n|XK 16n
			""".strip().split("[|\\n]");

	private Finance() {
	}

	static int cardBrands() {
		return CARDS.length;
	}

	static String brand(int index) {
		return CARDS[index][0];
	}

	static String pan(Rng rng, int brand) {
		String prefix = rng.pick(CARDS[brand][1].split(" "));
		int length = Integer.parseInt(rng.pick(CARDS[brand][2].split(" ")));
		String body = prefix + rng.digits(length - 1 - prefix.length());
		return body + luhn(body);
	}

	/** A card that is 16 digits long, for the traps. */
	static String visa(Rng rng) {
		String body = "4" + rng.digits(14);
		return body + luhn(body);
	}

	/** The check digit that makes the body valid. */
	static int luhn(String body) {
		int sum = 0;
		for (int i = 0; i < body.length(); i++) {
			int digit = body.charAt(body.length() - 1 - i) - '0';
			int weighted = (i % 2 == 0) ? 2 * digit : digit;
			sum += (weighted > 9) ? weighted - 9 : weighted;
		}
		return (10 - sum % 10) % 10;
	}

	static String grouped(String pan, char separator) {
		int[] groups = switch (pan.length()) {
			case 14 -> new int[] { 4, 6, 4 };
			case 15 -> new int[] { 4, 6, 5 };
			case 19 -> new int[] { 4, 4, 4, 4, 3 };
			default -> new int[] { 4, 4, 4, 4 };
		};
		StringBuilder grouped = new StringBuilder();
		int at = 0;
		for (int group : groups) {
			grouped.append((at > 0) ? String.valueOf(separator) : "").append(pan, at, at + group);
			at += group;
		}
		return grouped.toString();
	}

	static String iban(Rng rng) {
		return iban(rng, rng.pick(IBANS));
	}

	/** An IBAN of the registry entry, such as <code>DE 18n</code>. */
	static String iban(Rng rng, String entry) {
		StringBuilder bban = new StringBuilder();
		int count = 0;
		for (char c : entry.substring(3).toCharArray()) {
			if (Character.isDigit(c)) {
				count = count * 10 + c - '0';
				continue;
			}
			bban.append(rng.run(switch (c) {
				case 'n' -> Rng.DIGITS;
				case 'a' -> Rng.UPPER;
				default -> Rng.DIGITS + Rng.UPPER;
			}, count));
			count = 0;
		}
		String country = entry.substring(0, 2);
		int check = 98 - numeric(bban + country + "00").mod(BigInteger.valueOf(97)).intValue();
		return country + (check < 10 ? "0" : "") + check + bban;
	}

	/** Letters written as two digits each. */
	static BigInteger numeric(String text) {
		StringBuilder digits = new StringBuilder();
		text.chars().forEach((c) -> digits.append(Character.digit(c, 36)));
		return new BigInteger(digits.toString());
	}

	static String printed(String iban) {
		return iban.replaceAll("(.{4})(?=.)", "$1 ");
	}

}
