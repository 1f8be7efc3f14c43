package dev.fanlight.redaction.corpus;

import java.util.List;

/** Key names: the terms of the rule in the spellings that code and configuration use. */
final class Keys {

	static final List<String> ALWAYS = List.of("password", "passwd", "pwd", "passphrase", "passcode", "secret",
			"secrets", "credential", "credentials", "token", "authorization", "jwt", "assertion", "otp", "totp");

	static final List<String> COMPOUNDS = List.of("api key", "access key", "secret key", "secret access key",
			"private key", "signing key", "encryption key", "master key", "account key", "shared key",
			"shared access key", "storage key", "subscription key", "auth key", "hmac key", "ssh key", "service key",
			"session id", "session key", "remember me", "secret id", "security code", "verification code", "mfa code",
			"recovery code", "backup code");

	static final List<String> LOCALISED = List.of("passwort", "kennwort", "contraseña", "contrasena", "senha",
			"motdepasse", "wachtwoord", "пароль", "密码");

	/** Suffixes that count without any segmentation. */
	static final List<String> SUFFIXES = List.of("password", "passwd", "passphrase", "secret", "token", "apikey");

	private static final List<String> LEFT = List.of("db", "user", "client", "stripe", "admin", "smtp", "ldap", "app",
			"refresh", "access", "webhook", "github", "mail", "redis", "consumer", "kafka", "bot", "id", "csrf");

	private static final List<String> LEFT_DOTTED = List.of("spring.datasource", "spring.mail", "spring.ldap",
			"spring.rabbitmq", "spring.data.redis", "app.payment", "shop.gateway", "management.otlp",
			"spring.security.oauth2.client.registration.keycloak.client");

	private static final List<String> TAILS = List.of("value", "text", "str", "plain", "plaintext", "clear", "raw",
			"input", "param", "hash", "digest", "b64", "base64", "hex", "enc", "encoded", "encrypted", "bytes", "old",
			"new", "current", "previous", "next", "confirm", "confirmation", "repeat", "again", "verify", "backup",
			"prod", "test", "2");

	private Keys() {
	}

	/**
	 * Any term but {@code authorization}, whose value may reach to the end of the line.
	 */
	static String term(Rng rng) {
		return switch (rng.below(4)) {
			case 0, 1 -> rng.pick("password", "password", "token", "secret", "pwd", "passwd");
			case 2 -> rng.pick(ALWAYS.stream().filter((term) -> !term.equals("authorization")).toList());
			default -> rng.pick(COMPOUNDS);
		};
	}

	/** What such a key holds, safe without quotes. */
	static String value(Rng rng, String term) {
		if (term.endsWith("code") || term.endsWith("otp")) {
			return rng.oneIn(2) ? rng.digits(6) : rng.run(Rng.UPPER + Rng.DIGITS, 8);
		}
		return term.startsWith("pass") || term.equals("pwd") ? Tokens.password(rng) : Tokens.opaque(rng);
	}

	/** A term as it stands in code: perhaps something to the left, any style. */
	static String key(Rng rng, String term) {
		return rng.oneIn(3) ? styled(rng, term) : styled(rng, rng.pick(LEFT) + " " + term);
	}

	/** One with neutral words behind the head noun. */
	static String tailed(Rng rng, String term) {
		return styled(rng, (rng.oneIn(2) ? rng.pick(LEFT) + " " : "") + term + " " + rng.pick(TAILS));
	}

	static String dotted(Rng rng, String term) {
		return rng.pick(LEFT_DOTTED) + "." + (rng.oneIn(2) ? kebab(term) : camel(term));
	}

	/** An environment variable. */
	static String upper(Rng rng, String term) {
		String left = rng.oneIn(2) ? rng.pick(LEFT_DOTTED).replace('.', '_') : rng.pick(LEFT);
		return (left + "_" + term.replace(' ', '_')).toUpperCase(java.util.Locale.ROOT);
	}

	static String styled(Rng rng, String words) {
		return switch (rng.below(5)) {
			case 0, 1 -> camel(words);
			case 2 -> words.replace(' ', '_');
			case 3 -> kebab(words);
			default -> words.replace(' ', '.');
		};
	}

	static String camel(String words) {
		StringBuilder camel = new StringBuilder();
		for (String word : words.split(" ")) {
			camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
		}
		return camel.toString();
	}

	static String kebab(String words) {
		return words.replace(' ', '-');
	}

	/** A header spelling, such as <code>X-Api-Key</code>. */
	static String header(String words) {
		StringBuilder header = new StringBuilder();
		for (String word : words.split("[ -]")) {
			header.append(header.isEmpty() ? "" : "-")
				.append(Character.toUpperCase(word.charAt(0)))
				.append(word.substring(1));
		}
		return header.toString();
	}

}
