package dev.fanlight.redaction.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** Secrets whose format takes more than a template. */
final class Tokens {

	private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

	private Tokens() {
	}

	/** Thirty random characters and the CRC32 of them as GitHub and npm append it. */
	static String checked(Rng rng, String prefix) {
		String random = rng.base62(30);
		return prefix + random + base62(crc32(random), 6);
	}

	static long crc32(String text) {
		CRC32 crc = new CRC32();
		crc.update(text.getBytes(StandardCharsets.US_ASCII));
		return crc.getValue();
	}

	static String base62(long value, int width) {
		StringBuilder digits = new StringBuilder();
		for (long rest = value; digits.length() < width; rest /= 62) {
			digits.insert(0, Rng.BASE62.charAt((int) (rest % 62)));
		}
		return digits.toString();
	}

	static String jwt(Rng rng) {
		return jwt(rng, rng.pick("HS256", "RS256", "ES256", "EdDSA"));
	}

	static String jwt(Rng rng, String algorithm) {
		String header = rng.pick("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}", "{\"alg\":\"" + algorithm + "\"}",
				"{\"kid\":\"" + rng.uuid() + "\",\"alg\":\"" + algorithm + "\"}",
				"{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm + "\"}");
		String payload = "{\"" + rng.pick("sub", "iss", "jti", "aud") + "\":\"" + rng.run(Rng.LOWER, 8)
				+ "\",\"iat\":17" + rng.digits(8) + ",\"scope\":\"" + rng.pick("openid", "orders:read", "admin")
				+ "\"}";
		int signature = switch (algorithm) {
			case "none" -> 0;
			case "HS256" -> 43;
			case "RS256" -> 342;
			default -> 86;
		};
		return encode(header) + "." + encode(payload) + "." + rng.base64url(signature);
	}

	/** Five parts; the key part is empty for direct encryption. */
	static String jwe(Rng rng) {
		String header = rng.pick("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}", "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}");
		String key = header.contains("dir") ? "" : rng.base64url(342);
		return encode(header) + "." + key + "." + rng.base64url(16) + "." + rng.base64url(rng.between(60, 300)) + "."
				+ rng.base64url(22);
	}

	static String encode(String text) {
		return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	static String basic(Rng rng, String password) {
		String pair = rng.pick("admin", "svc-orders", "scott", "grafana", "kibana_system") + ":" + password;
		return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

	/** The routable form: payload, two base36 length digits, seven base36 CRC digits. */
	static String gitlabRoutable(Rng rng, String prefix) {
		String payload = rng.base64url(rng.between(27, 80));
		String length = Integer.toString(payload.length(), 36);
		String body = prefix + payload + "." + ((length.length() < 2) ? "0" + length : length);
		String crc = Long.toString(crc32(body), 36);
		return body + "0".repeat(7 - crc.length()) + crc;
	}

	static String atlassian(Rng rng) {
		String body = "ATATT3" + rng.base64url(177) + "=";
		return body + "%08X".formatted(crc32(body));
	}

	static String openai(Rng rng) {
		int side = rng.pick(58, 74);
		return rng.pick("sk-proj-", "sk-svcacct-", "sk-admin-") + rng.base64url(side) + "T3BlbkFJ"
				+ rng.base64url(side);
	}

	/** The body of a key in lines of 64, without armour. */
	static String[] pemBody(Rng rng, int lines) {
		String[] body = new String[lines];
		for (int i = 0; i < lines; i++) {
			body[i] = rng.run(Rng.BASE64, (i == lines - 1) ? 44 : 64);
		}
		body[0] = "MII" + body[0].substring(3);
		body[lines - 1] += "==";
		return body;
	}

	/** A password as people and generators make them, safe without quotes. */
	static String password(Rng rng) {
		return switch (rng.below(8)) {
			case 0 -> rng.pick("Winter", "Sommer", "Dragon", "Monday", "Berlin") + rng.between(1990, 2031)
					+ rng.pick("!", "#", "");
			case 1 -> rng.pick("correct", "purple", "rusty", "silent") + "-" + rng.pick("horse", "monkey", "falcon")
					+ "-" + rng.pick("battery", "harbour", "teapot") + "-" + rng.between(10, 99);
			case 2 -> rng.run(Rng.LOWER, 3) + rng.digits(4);
			case 3 -> rng.base62(rng.between(12, 32));
			case 4 -> rng.base62(6) + rng.pick("$", "!", "%", "*", "^", "~", "+") + rng.base62(6)
					+ rng.pick("@", "/", "=", ":", "|") + rng.base62(2);
			case 5 -> rng.hex(32);
			case 6 -> rng.uuid();
			default -> rng.pick("s3cr3t", "hunter2", "changeit", "letmein", "Pa55w0rd", "tiger", "qwertz", "admin")
					+ rng.between(1, 999);
		};
	}

	/** A password that only fits between quotes. */
	static String quotedPassword(Rng rng) {
		return rng.base62(rng.between(2, 6)) + rng.pick(" ", ", ", "; ", "&", ") ", "] ", "} ", "<", ">", "#")
				+ rng.base62(rng.between(4, 8)) + rng.pick("", "!", "=", "ü", "€", "密");
	}

	/** An opaque token. */
	static String opaque(Rng rng) {
		return switch (rng.below(5)) {
			case 0 -> rng.hex(rng.pick(32, 40, 64));
			case 1 -> rng.uuid();
			case 2 -> rng.base62(rng.between(20, 48));
			case 3 -> rng.base64url(rng.between(24, 64));
			default -> rng.run(Rng.BASE64, 42) + "=";
		};
	}

}
