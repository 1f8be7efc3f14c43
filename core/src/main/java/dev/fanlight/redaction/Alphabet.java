package dev.fanlight.redaction;

/**
 * The characters that may follow a token's literal prefix.
 */
public enum Alphabet {

	/** {@code 0-9}. */
	DIGITS("0-9"),
	/** {@code 0-9 a-f A-F}. */
	HEX("0-9a-fA-F"),
	/** {@code A-Z 2-7}. */
	BASE32("A-Z2-7"),
	/** {@code 0-9 a-z}. */
	LOWER_ALNUM("0-9a-z"),
	/** {@code 0-9 A-Z}. */
	UPPER_ALNUM("0-9A-Z"),
	/** {@code 0-9 a-z A-Z}. */
	ALNUM("0-9a-zA-Z"),
	/** {@code 0-9 a-z A-Z _}. */
	WORD("0-9a-zA-Z_"),
	/** {@code 0-9 a-z A-Z -}; the groups of a UUID. */
	UUID("0-9a-zA-Z-"),
	/** {@code 0-9 a-z A-Z - _}. */
	BASE64URL("0-9a-zA-Z_-"),
	/** {@code 0-9 a-z A-Z + / =}. */
	BASE64("0-9a-zA-Z+/="),
	/** {@code 0-9 a-z A-Z - _ . = }; several parts joined by dots. */
	TOKEN("0-9a-zA-Z_.=-"),
	/** {@code 0-9 a-z A-Z - . _ ~}; the unreserved characters of a URL. */
	UNRESERVED("0-9a-zA-Z_.~-"),
	/** {@code 0-9 a-z A-Z + / = - _ . ~ : | %}; the widest body of a token. */
	WIDE("0-9a-zA-Z_.=+/~:|%-"),
	/** {@code 0-9 a-z A-Z . /}; the base64 of {@code crypt}. */
	CRYPT("0-9a-zA-Z./");

	private final long low;

	private final long high;

	Alphabet(String ranges) {
		long[] bits = new long[2];
		for (int i = 0; i < ranges.length(); i++) {
			char from = ranges.charAt(i);
			char to = from;
			if (i + 2 < ranges.length() && ranges.charAt(i + 1) == '-') {
				to = ranges.charAt(i + 2);
				i += 2;
			}
			for (int c = from; c <= to; c++) {
				bits[c >>> 6] |= 1L << c;
			}
		}
		this.low = bits[0];
		this.high = bits[1];
	}

	boolean has(int c) {
		return c < 128 && (((c < 64) ? this.low : this.high) >>> c & 1) != 0;
	}

}
