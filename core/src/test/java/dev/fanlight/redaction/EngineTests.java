package dev.fanlight.redaction;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.fanlight.redaction.RedactionPolicy.Builder;

import static org.assertj.core.api.Assertions.assertThat;

/** Detectors by number, and what is known about keys. */
class EngineTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', value = {
			"pem|-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0B", "url-userinfo|http://u:pw@h/",
			"auth-header|Bearer aXbYcZdW12", "jwt|eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "kv|password=x1",
			"kv|<password>x1</password>", "kv|--password x1 y", "kv|curl -u u:Sw0rdfish9 http://h",
			"azure-key|aB18Q~abcdefghijklmnopqrstuvwxyz01234c", "telegram|12345678:AAabcdefghijklmnopqrstuvwxyz0123456",
			"mailchimp|0123456789abcdef0123456789abcdef-us1", "maxmind|aB3dE6_abcdefghijklmnopqrstuvwxyz012_mmk",
			"firebase|abcdefghijklmnopqrstuv:APA91bHun4MxP5egoKMwt2KZFBaFUH", "pan|4539578763621486",
			"iban|DE89370400440532013000", "email|a@b.de", "phone|+49 170 1234567", "ipv4|10.0.0.1", "ipv6|fe80::1:2",
			"us-ssn|219-09-1487", "uk-nino|AB123456C", "pii-key|surname=Miller",
			"github|ghp_abcdefghijklmnopqrstuvwxyz0123456789", "own|own_0123456789abcdef", "pattern|badge ABC",
			"code|mine" })
	void everyDetectorWorksAloneAndCanBeSwitchedOff(String id, String text) {
		String mask = "[REDACTED:" + id + "]";
		assertThat(redact(policy(false), text)).isSameAs(text);
		assertThat(redact(policy(false).enabled(id, true), text)).contains(mask);
		assertThat(redact(policy(true), text)).contains(mask);
		assertThat(redact(policy(true).enabled(id, false), text)).doesNotContain(mask);
	}

	@Test
	void personalKeysNeedTheirDetectorAndNothingElse() {
		Redactor only = Redactor.of(policy(false).enabled("pii-key", true).build());
		assertThat(only.redact("surname", "Miller", Exit.MDC)).isEqualTo("[REDACTED:pii-key]");
		assertThat(only.isSensitive("surname")).isTrue();
		assertThat(only.isSensitive("password")).isFalse();
		Redactor pairs = Redactor.of(policy(false).enabled("kv", true).build());
		assertThat(pairs.redact("password", "x", Exit.MDC)).isEqualTo("[REDACTED:kv]");
		assertThat(pairs.isSensitive("surname")).isFalse();
		Redactor without = Redactor.of(policy(true).enabled("pii-key", false).build());
		assertThat(without.redact("surname", "Miller", Exit.MDC)).isEqualTo("Miller");
		assertThat(without.isSensitive("surname")).isFalse();
		assertThat(without.isSensitive("password")).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "sid, LOG, false", "sid, HTTP, true", "http.request.header.sid, SPAN, true",
			"http.response.header.sid, SPAN, true", "http.response.sid, SPAN, false", "trace_id, HTTP, false",
			"publishable key, HTTP, false", "password, LOG, true" })
	void someKeysAreSecretInHeadersOnly(String key, Exit exit, boolean secret) {
		String value = "s3ss10nOfSomebody";
		assertThat(!Redactor.of(RedactionPolicy.defaults()).redact(key, value, exit).equals(value)).isEqualTo(secret);
	}

	/** Nothing stands before such a value that could be looked at. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			value = { "password|{name}|false", "token|'x1|true", "password|..s|true", "cookie|~=|true",
					"X-Api-Key|can't be read|false", "token|Key (|true", "cookie|3|false",
					"password|<ABIAYRXDMTQC6KZPTGME>|true" })
	void aValueIsReadFromItsVeryStart(String key, String value, boolean goes) {
		assertThat(Redactor.of(RedactionPolicy.defaults()).redact(key, value, Exit.SPAN))
			.isEqualTo(goes ? "[REDACTED:kv]" : value);
	}

	@ParameterizedTest
	@CsvSource({ "note, SPAN, false", "url.query, SPAN, true", "note, HTTP, true" })
	void aQueryBeginsWithAKey(String key, Exit exit, boolean query) {
		String value = "sig=abcdefgh";
		assertThat(!Redactor.of(RedactionPolicy.defaults()).redact(key, value, exit).equals(value)).isEqualTo(query);
	}

	@Test
	void decisionsAreRememberedForAThousandKeysAndTheSameForMore() {
		Engine engine = new Engine(RedactionPolicy.defaults());
		Scan scan = new Scan(0);
		List<String> keys = IntStream.range(0, 3000)
			.mapToObj((n) -> "k" + n + ((n % 2 == 0) ? "_password" : "_count"))
			.toList();
		for (int round = 0; round < 2; round++) {
			for (int n = 0; n < keys.size(); n++) {
				int kind = engine.decide(scan, keys.get(n));
				assertThat(kind != 0 && engine.sensitive(kind, keys.get(n), Exit.LOG)).isEqualTo(n % 2 == 0);
				Integer known = engine.decided(keys.get(n));
				assertThat(known == null || known == kind).isTrue();
			}
			assertThat(keys.stream().filter((key) -> engine.decided(key) != null)).hasSize(1024);
		}
	}

	/** The text has six characters and is read as far as the first four. */
	@ParameterizedTest
	@CsvSource({ "0, 6, 0-4", "0, 4, 0-4", "2, 5, 2-4", "3, 4, 3-4", "4, 6, ''", "4, 4, ''", "6, 6, ''", "2, 2, ''",
			"0, 0, ''", "-1, 2, error", "0, 7, error", "3, 2, error", "5, 4, error" })
	void findingsOfOthersLieInTheText(int start, int end, String expected) {
		Engine engine = new Engine(
				RedactionPolicy.builder().detector("code", (text, findings) -> findings.add(start, end)).build());
		Scan scan = new Scan(6);
		scan.load("...---", 4, Exit.LOG, false);
		String found;
		try {
			engine.find(scan, "...---");
			found = (scan.count == 0) ? "" : scan.start(0) + "-" + scan.end(0);
		}
		catch (IndexOutOfBoundsException ex) {
			found = "error";
		}
		assertThat(found).isEqualTo(expected);
	}

	private static Builder policy(boolean on) {
		return RedactionPolicy.builder()
			.group(DetectorGroup.SECRETS, on)
			.group(DetectorGroup.FINANCIAL, on)
			.group(DetectorGroup.PII, on)
			.prefixes(List.of(new TokenPrefix("own", "own_", Alphabet.HEX, 16, 16)))
			.patterns(List.of(new TokenPattern("pattern", "badge ", "badge ([A-Z]{3,30})", 20)))
			.detector("code", (text, findings) -> {
				if (text.equals("mine")) {
					findings.add(0, 4);
				}
			});
	}

	private static String redact(Builder policy, String text) {
		return Redactor.of(policy.build()).redact(text, Exit.LOG);
	}

}
