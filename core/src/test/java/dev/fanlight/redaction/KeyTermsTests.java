package dev.fanlight.redaction;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys in every spelling, and the filter before them, which may not hide one. */
@TestInstance(Lifecycle.PER_CLASS)
class KeyTermsTests {

	private static final int SENSITIVE = KeyTerms.SECRET | KeyTerms.QUERY | KeyTerms.COOKIE | KeyTerms.PIN
			| KeyTerms.CVV | KeyTerms.SSN | KeyTerms.PASS | KeyTerms.ACCOUNT | KeyTerms.PII;

	private static final String[] WORDS = { "password", "pw", "pin", "otp", "token", "tokens", "secret", "api key",
			"private key", "session id", "card number", "cvv2", "sig", "sid", "key", "code", "пароль", "密码",
			"contraseña", "user", "old", "x", "é", "value", "text", "hash", "base64", "email", "date of birth", "order",
			"count", "id", "trace id", "public key", "j session id", "client secret", "auth", "iban", "pan", "cookie" };

	private final KeyTerms terms = new KeyTerms(List.of("customer number", "geheimnis"), List.of("page token"), true,
			true);

	private final Scan scan = new Scan(200);

	@Test
	void theFilterHidesNoKey() {
		Random random = new Random(1);
		int sensitive = 0;
		for (int n = 0; n < 20_000; n++) {
			StringBuilder key = new StringBuilder();
			for (int words = random.nextInt(3); words >= 0; words--) {
				String word = WORDS[random.nextInt(WORDS.length)];
				key.append(spell(word, random.nextInt(6))).append((words == 0) ? "" : separator(random));
			}
			key.append(switch (random.nextInt(8)) {
				case 0 -> random.nextInt(30);
				case 1 -> "_" + random.nextInt(30);
				case 2 -> "]";
				default -> "";
			});
			char[] buf = key.toString().toCharArray();
			if ((this.terms.read(this.scan, buf, 0, buf.length) & SENSITIVE) != 0) {
				assertThat(this.terms.plausible(buf, buf.length)).as(key.toString()).isTrue();
				sensitive++;
			}
		}
		assertThat(sensitive).isGreaterThan(5_000);
	}

	@Test
	void shortKeysAreFoundBehindAnything() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().keys(List.of("k", "zq", "plan b")).build());
		for (String key : List.of("k", "zq", "pw", "plan_b", "pw2", "密码", "user[пароль]")) {
			for (String before : List.of("", " ", "{", "\"", "x ", "ab ", "é ", "José ", "José.", "?", "a-")) {
				String text = before + key + "=x4711";
				assertThat(redactor.redact(text, Exit.LOG)).isEqualTo(before + key + "=[REDACTED:kv]");
			}
		}
	}

	@Test
	void theFilterSparesOtherWords() {
		for (String word : List.of("the", "fox", "customer", "total", "12", "2026", "10:15", "12:34:56", "v1.2", "ok_",
				"a_b_", "lazy=", "total.", "ordär.", "x.y", "customer_x", "ñandú", "customer+]", "customer.]",
				"status")) {
			String text = "some " + word;
			assertThat(this.terms.plausible(text.toCharArray(), text.length())).as(word).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "api key", "private key", "session id", "client secret", "card number", "access token",
			"date of birth", "customer number", "user password", "j session id", "trace id", "public key", "order id" })
	void aKeyMeansTheSameInEverySpelling(String key) {
		int kind = this.terms.decide(this.scan, key);
		assertThat(kind != 0).isEqualTo(!key.startsWith("order"));
		for (int spelling = 0; spelling < 6; spelling++) {
			for (String before : List.of("", "user_", "app.", "a/b/", "x:", "my-", "old ", "user[")) {
				for (String after : List.of("", "2", "_1", ".value", "_hash", "_old_value")) {
					String spelt = before + spell(key, spelling) + after + (before.endsWith("[") ? "]" : "");
					assertThat(this.terms.decide(this.scan, spelt) & SENSITIVE).as(spelt).isEqualTo(kind & SENSITIVE);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "passwordless", "tokenizer", "secretary", "keyboard", "monkey", "pineapple", "spinner",
			"password policy", "token count", "page token", "next", "", "_", "1", "]" })
	void otherWordsAreOther(String key) {
		assertThat(this.terms.decide(this.scan, key) & (SENSITIVE & ~KeyTerms.QUERY)).isZero();
	}

	@Test
	void tailsAreFollowedAsFarAsTheLimit() {
		String tails = "_value_old_new_raw_plain_hex_text_b64_clear_test";
		boolean sensitive = true;
		int words = 0;
		for (int end = 0; end >= 0; end = tails.indexOf('_', end + 1)) {
			boolean now = (this.terms.decide(this.scan, "password" + tails.substring(0, end)) & KeyTerms.SECRET) != 0;
			assertThat(now && !sensitive).isFalse();
			sensitive = now;
			words += now ? 1 : 0;
		}
		assertThat(words).isBetween(3, 9);
	}

	@Test
	void theTableIsAMap() {
		TermTable table = new TermTable();
		Map<String, Integer> reference = new HashMap<>();
		Random random = new Random(2);
		for (int n = 0; n < 8_000; n++) {
			String term = Integer.toString(random.nextInt(6_000), 2 + random.nextInt(20)) + ((n % 3 == 0) ? "é" : "");
			int flags = 1 << random.nextInt(20);
			table.put(term.toCharArray(), flags);
			reference.merge(term, flags, (a, b) -> a | b);
		}
		// The same hash, as of strings
		for (String term : List.of("AaAa", "BBBB", "AaBB")) {
			table.put(term.toCharArray(), term.charAt(0));
			reference.put(term, (int) term.charAt(0));
		}
		reference.forEach((term, flags) -> assertThat(flags(table, term)).as(term).isEqualTo(flags));
		for (String term : Set.of("BBAa", "AaAa ", "AaA", "", "none", "é")) {
			assertThat(flags(table, term)).as(term).isEqualTo(reference.getOrDefault(term, 0));
		}
	}

	private static int flags(TermTable table, String term) {
		return table.flags((term + "more").toCharArray(), term.length(), term.hashCode());
	}

	private static String separator(Random random) {
		return List.of("_", "-", ".", " ", "[", ":", "", "__").get(random.nextInt(8));
	}

	private static String spell(String words, int spelling) {
		return switch (spelling) {
			case 0 -> words.replace(' ', '_');
			case 1 -> words.replace(' ', '-').toUpperCase(Locale.ROOT);
			case 2 -> words.replace(' ', '.');
			case 3 -> words.replace(" ", "");
			case 4 -> words;
			default -> {
				StringBuilder camel = new StringBuilder();
				for (String word : words.split(" ")) {
					camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
				}
				yield camel.toString();
			}
		};
	}

}
