package dev.fanlight.redaction.blind;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Values whose format can be checked: cards, accounts, web tokens, keys.
 */
final class Formats {

	private static final String[] IINS = { "4:16", "4:16", "51:16", "55:16", "2221:16", "2720:16", "34:15", "37:15",
			"300:14", "36:14", "38:14", "6011:16", "644:16", "65:16", "3528:16", "3589:16", "62:16", "62:19", "2200:16",
			"4:19" };

	private static final String[] IBANS = { "DE:18", "FR:23", "GB:18", "NL:14", "ES:20", "IT:23", "NO:11", "MT:27",
			"PL:24", "CH:17", "AT:16", "BE:12", "SE:20", "PT:21", "LC:28", "SA:20" };

	private final Dice dice;

	Formats(Dice dice) {
		this.dice = dice;
	}

	String pan() {
		String[] iin = this.dice.pick(IINS).split(":");
		int length = Integer.parseInt(iin[1]);
		String body = iin[0] + this.dice.of(Dice.DIGIT, length - 1 - iin[0].length());
		return body + luhn(body);
	}

	/** Sixteen digits in four groups, or four, six, five. */
	String pan(String separator) {
		String pan = pan();
		while (pan.length() == 19) {
			pan = pan();
		}
		int[] groups = switch (pan.length()) {
			case 15 -> new int[] { 4, 6, 5 };
			case 14 -> new int[] { 4, 6, 4 };
			default -> new int[] { 4, 4, 4, 4 };
		};
		StringBuilder text = new StringBuilder();
		int at = 0;
		for (int group : groups) {
			text.append(at == 0 ? "" : separator).append(pan, at, at + group);
			at += group;
		}
		return text.toString();
	}

	static int luhn(String body) {
		int sum = 0;
		for (int i = 0; i < body.length(); i++) {
			int digit = body.charAt(body.length() - 1 - i) - '0';
			int twice = (i % 2 == 0) ? digit * 2 : digit;
			sum += (twice > 9) ? twice - 9 : twice;
		}
		return (10 - sum % 10) % 10;
	}

	String iban() {
		String[] format = this.dice.pick(IBANS).split(":");
		int length = Integer.parseInt(format[1]);
		String bban = switch (format[0]) {
			case "GB", "NL" -> this.dice.of(Dice.UPPER, 4) + this.dice.of(Dice.DIGIT, length - 4);
			case "MT" -> this.dice.of(Dice.UPPER, 4) + this.dice.of(Dice.DIGIT, 5) + this.dice.of(Dice.DIGIT, 18);
			case "LC" -> this.dice.of(Dice.UPPER, 4) + this.dice.of(Dice.DIGIT, 24);
			case "IT" -> this.dice.of(Dice.UPPER, 1) + this.dice.of(Dice.DIGIT, 22);
			default -> this.dice.of(Dice.DIGIT, length);
		};
		StringBuilder number = new StringBuilder();
		for (char c : (bban + format[0] + "00").toCharArray()) {
			number.append(Character.digit(c, 36));
		}
		int check = 98 - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
		return format[0] + ((check < 10) ? "0" : "") + check + bban;
	}

	String ibanGrouped() {
		return iban().replaceAll("(.{4})(?=.)", "$1 ");
	}

	String jwt() {
		return url64("{\"alg\":\"" + this.dice.pick("RS256", "HS256", "ES256") + "\",\"typ\":\"JWT\",\"kid\":\""
				+ this.dice.hex(8) + "\"}") + "." + claims() + "."
				+ this.dice.mixed(Dice.URL64, this.dice.pick("a", "b").equals("a") ? 43 : 342);
	}

	String claims() {
		return url64(
				"{\"sub\":\"" + this.dice.digits(6) + "\",\"iat\":" + this.dice.digits(10) + ",\"scope\":\"orders\"}");
	}

	String unsignedJwt() {
		return url64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + claims() + ".";
	}

	String jwe() {
		return url64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + ".." + this.dice.mixed(Dice.URL64, 16) + "."
				+ this.dice.mixed(Dice.URL64, 90) + "." + this.dice.mixed(Dice.URL64, 22);
	}

	String cutJwt() {
		return url64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + claims().substring(0, 24);
	}

	static String url64(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Thirty random characters and the checksum that GitHub and npm append. */
	String withCrc(String prefix) {
		String random = this.dice.mixed(30);
		CRC32 crc = new CRC32();
		crc.update(random.getBytes(StandardCharsets.US_ASCII));
		long value = crc.getValue();
		StringBuilder digits = new StringBuilder();
		for (int i = 0; i < 6; i++) {
			digits.insert(0, Dice.ALNUM.charAt((int) (value % 62)));
			value /= 62;
		}
		return prefix + random + digits;
	}

	/** Body of a private key with that line end. */
	String pemBody(String newline, int lines) {
		StringBuilder body = new StringBuilder("MII" + this.dice.of(Dice.ALNUM + "+/", 61));
		for (int i = 1; i < lines; i++) {
			body.append(newline).append(this.dice.of(Dice.ALNUM + "+/", 64));
		}
		return body.append(newline).append(this.dice.of(Dice.ALNUM + "+/", 42)).append("==").toString();
	}

}
