package dev.fanlight.redaction;

import java.util.List;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.fanlight.redaction.InvalidRedactionPolicyException.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Settings and their mistakes.
 */
class RedactionPolicyTests {

	private static final String KEY = "0123456789abcdef0123456789abcdef";

	@Test
	void allMistakesAreReportedTogether() {
		RedactionPolicy.Builder builder = RedactionPolicy.builder()
			.hmacKey("short")
			.maxLength(1)
			.keys(List.of("", "ok"))
			.allowKeys(List.of("123"))
			.enabled("nope", true)
			.action("iban", Action.LAST4)
			.action("never", Action.MASK)
			.prefixes(List.of(new TokenPrefix("Acme", "a", Alphabet.HEX, 0, 9999),
					new TokenPrefix("pan", "acme_", Alphabet.HEX, 1, 2)))
			.patterns(List.of(new TokenPattern("mine", "x", "(", 0)));
		assertThatExceptionOfType(InvalidRedactionPolicyException.class).isThrownBy(builder::build).satisfies((ex) -> {
			assertThat(ex.problems()).extracting(Problem::property)
				.containsExactlyInAnyOrder("fanlight.redaction.hmac-key", "fanlight.redaction.max-length",
						"fanlight.redaction.keys[0]", "fanlight.redaction.allow-keys[0]",
						"fanlight.redaction.detectors.nope.enabled", "fanlight.redaction.detectors.iban.action",
						"fanlight.redaction.detectors.never.action", "fanlight.redaction.prefixes[0].id",
						"fanlight.redaction.prefixes[0].prefix", "fanlight.redaction.prefixes[0].min-length",
						"fanlight.redaction.prefixes[0].max-length", "fanlight.redaction.prefixes[1].id",
						"fanlight.redaction.patterns[0].trigger", "fanlight.redaction.patterns[0].regex",
						"fanlight.redaction.patterns[0].max-length");
			assertThat(ex).hasMessageContaining("32 random bytes");
			assertThat(ex.problems()).allSatisfy((problem) -> assertThat(problem.fix()).isNotBlank());
			assertThat(ex.toString()).doesNotContain("short");
		});
		assertThatExceptionOfType(InvalidRedactionPolicyException.class)
			.isThrownBy(() -> RedactionPolicy.builder().action("pan", Action.HMAC).build())
			.withMessageContaining("fanlight.redaction.hmac-key");
	}

	@Test
	void limitsAreAllowedAndOneMoreIsNot() {
		limits("max-length", 64, 1 << 24, (n) -> builder().maxLength(n));
		limits("hmac-key", 32, 1000, (n) -> builder().hmacKey("x".repeat(n)));
		limits("keys[0]", 1, 64, (n) -> builder().keys(List.of("x".repeat(n))));
		limits("allow-keys[0]", 1, 64, (n) -> builder().allowKeys(List.of("x".repeat(n))));
		limits("prefixes[0].id", 1, 40, (n) -> prefix("x".repeat(n), "own_", 1, 2));
		limits("prefixes[0].prefix", 3, 64, (n) -> prefix("own", "x".repeat(n), 1, 2));
		limits("prefixes[0].min-length", 1, 10, (n) -> prefix("own", "own_", n, 10));
		limits("prefixes[0].max-length", 1, 4096, (n) -> prefix("own", "own_", 1, n));
		limits("patterns[0].id", 1, 40, (n) -> pattern("x".repeat(n), "xx", 1));
		limits("patterns[0].trigger", 2, 1000, (n) -> pattern("own", "x".repeat(n), 1));
		limits("patterns[0].max-length", 1, 4096, (n) -> pattern("own", "xx", n));
		limits("detectors." + "x".repeat(41), 1, 40, (n) -> builder().detector("x".repeat(n), (text, findings) -> {
		}));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', quoteCharacter = '"',
			value = { "a true", "z true", "0 true", "9 true", "a-b true", "` false", "{ false", "/ false", ": false",
					"A false", "a_b false", "a.b false", "pan false", "email false", "github true" })
	void idsAreLowerCaseAndNotBuiltIn(String id, boolean allowed) {
		for (RedactionPolicy.Builder builder : List.of(prefix(id, "own_", 1, 2), pattern(id, "xx", 1),
				builder().detector(id, (text, findings) -> {
				}))) {
			assertThat(problems(builder)).as(id).hasSize(allowed ? 0 : 1);
		}
		assertThat(problems(pattern("own", "xx", 1).action("own", Action.REPORT).enabled("own", true))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "a~b", "a!b", "0-9", "abé" + "d", "AB=" })
	void prefixesStartWithAWord(String prefix) {
		assertThat(problems(prefix("own", prefix, 1, 2))).hasSize(prefix.contains("é") ? 1 : 0);
		for (String wrong : List.of("é" + prefix, " " + prefix, "a " + prefix, "ab\u007f", "ab ", "!" + prefix)) {
			assertThat(problems(prefix("own", wrong, 1, 2))).as(wrong)
				.containsExactly("fanlight.redaction.prefixes[0].prefix");
		}
	}

	private static void limits(String property, int least, int most, IntFunction<RedactionPolicy.Builder> setting) {
		for (int n : new int[] { least, most }) {
			assertThat(problems(setting.apply(n))).as(property + " " + n).isEmpty();
		}
		for (int n : new int[] { least - 1, most + 1 }) {
			List<String> problems = problems(setting.apply(n));
			assertThat(most == 1000 && n > most || problems.size() == 1).as(property + " " + n + ": " + problems)
				.isTrue();
		}
	}

	private static RedactionPolicy.Builder builder() {
		return RedactionPolicy.builder();
	}

	private static RedactionPolicy.Builder prefix(String id, String prefix, int min, int max) {
		return builder().prefixes(List.of(new TokenPrefix(id, prefix, Alphabet.HEX, min, max)));
	}

	private static RedactionPolicy.Builder pattern(String id, String trigger, int max) {
		return builder().patterns(List.of(new TokenPattern(id, trigger, "a", max)));
	}

	private static List<String> problems(RedactionPolicy.Builder builder) {
		try {
			builder.build();
			return List.of();
		}
		catch (InvalidRedactionPolicyException ex) {
			return ex.problems().stream().map(Problem::property).toList();
		}
	}

	@Test
	void groupsAndDetectorsAreSwitchedSeparately() {
		String text = "a@example.com 4539578763621486 password=x ghp_abcdefghijklmnopqrstuvwxyz0123456789";
		assertThat(redact(RedactionPolicy.builder().group(DetectorGroup.FINANCIAL, false), text))
			.isEqualTo("a@example.com 4539578763621486 password=[REDACTED:kv] [REDACTED:github]");
		assertThat(redact(RedactionPolicy.builder().group(DetectorGroup.SECRETS, false).enabled("email", true), text))
			.isEqualTo("[REDACTED:email] [REDACTED:pan] password=x ghp_abcdefghijklmnopqrstuvwxyz0123456789");
		assertThat(redact(RedactionPolicy.builder().enabled("kv", false).enabled("github", false), text))
			.isEqualTo("a@example.com [REDACTED:pan] password=x ghp_abcdefghijklmnopqrstuvwxyz0123456789");
	}

	@Test
	void everyActionWritesItsOwnForm() {
		String text = "card 4539 5787 6362 1486, pin=1234";
		assertThat(redact(RedactionPolicy.builder().action("pan", Action.LAST4), text))
			.isEqualTo("card [pan:…1486], pin=[REDACTED:kv]");
		assertThat(redact(RedactionPolicy.builder().action("pan", Action.LENGTH), text))
			.isEqualTo("card *******************, pin=[REDACTED:kv]");
		assertThat(redact(RedactionPolicy.builder().action("pan", Action.DROP), text))
			.isEqualTo("card [REDACTED:pan], pin=[REDACTED:kv]");
		assertThat(redact(RedactionPolicy.builder().action("pan", Action.REPORT), text))
			.isEqualTo("card 4539 5787 6362 1486, pin=[REDACTED:kv]");
		RedactionPolicy.Builder hmac = RedactionPolicy.builder()
			.hmacKey(KEY)
			.action("pan", Action.HMAC)
			.action("kv", Action.HMAC);
		String pseudonym = redact(hmac, text);
		// HMAC-SHA-256 of "pan4539578763621486", from an independent implementation
		assertThat(pseudonym).isEqualTo("card [pan:h:38bddd212b5a3620], pin=[REDACTED:kv]");
		assertThat(redact(hmac, "4539578763621486")).isEqualTo(pseudonym.substring(5, 29));
		assertThat(redact(hmac, pseudonym)).isEqualTo(pseudonym);
	}

	@Test
	void ownPrefixesNeedNoExpression() {
		RedactionPolicy.Builder own = RedactionPolicy.builder()
			.prefixes(List.of(new TokenPrefix("acme", "acme_", Alphabet.HEX, 8, 12)));
		assertThat(redact(own, "acme_01234567 acme_0123456 acme_0123456789abc"))
			.isEqualTo("[REDACTED:acme] acme_0123456 acme_0123456789abc");
		assertThat(redact(own.action("acme", Action.REPORT), "acme_01234567")).isEqualTo("acme_01234567");
	}

	@Test
	void ownExpressionsRunBehindTheirTrigger() {
		RedactionPolicy.Builder own = RedactionPolicy.builder()
			.patterns(List.of(new TokenPattern("badge", "badge ", "badge ([A-Z]{3,30})", 20)));
		assertThat(redact(own, "badge ABC and badge XYZ token=x"))
			.isEqualTo("badge [REDACTED:badge] and badge [REDACTED:badge] token=[REDACTED:kv]");
		assertThat(redact(own, "BADGE ABC")).isEqualTo("BADGE ABC");
		assertThat(redact(own, "x".repeat(100) + "badge ABC" + " ".repeat(60)))
			.isEqualTo("x".repeat(100) + "badge [REDACTED:badge]" + " ".repeat(60));
	}

	/** Ten characters before the trigger and ten from there on; triggers nearby join. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "<aaaaaaaaaT:>|#", "<aaaaaaaaaaT:>|<aaaaaaaaaaT:>", "<T:bbbbbbb>|#", "<T:bbbbbbbb>|<T:bbbbbbbb>",
					"<T:bbbbbbbT:bbbbbbb>|#", "<T:bbbbbbbbT:bbbbbbb>|#", "<T:bbbbbbbbbT:bbb>|<T:bbbbbbbbbT:bbb>",
					"<T:> <T:>|# #", "T:> <T:|T:> <T:" })
	void anExpressionSeesTheSurroundingsOfItsTrigger(String text, String expected) {
		RedactionPolicy.Builder own = RedactionPolicy.builder()
			.patterns(List.of(new TokenPattern("own", "T:", "<[^>]*>", 10)));
		assertThat(redact(own, text)).isEqualTo(expected.replace("#", "[REDACTED:own]"));
	}

	@ParameterizedTest
	@CsvSource({ "id T:xy, id T:[REDACTED:own]y", "id T:y, id T:y", "id T:, id T:" })
	void aGroupThatHoldsNothingIsNoFinding(String text, String expected) {
		RedactionPolicy.Builder own = RedactionPolicy.builder()
			.patterns(List.of(new TokenPattern("own", "T:", "T:(x)?y|T:()", 10)));
		assertThat(redact(own, text)).isEqualTo(expected);
	}

	@Test
	void aPolicyIsACopy() {
		RedactionPolicy.Builder builder = RedactionPolicy.builder();
		RedactionPolicy policy = builder.build();
		builder.group(DetectorGroup.PII, true).maxLength(100);
		assertThat(policy.groups()).doesNotContain(DetectorGroup.PII);
		assertThat(policy.maxLength()).isEqualTo(RedactionPolicy.DEFAULT_MAX_LENGTH);
		assertThat(policy.toBuilder().maxLength(100).build().maxLength()).isEqualTo(100);
		assertThat(policy.detectorIds()).contains("pan", "github", "email", "sensitive");
	}

	private static String redact(RedactionPolicy.Builder policy, String text) {
		return Redactor.of(policy.build()).redact(text, Exit.LOG);
	}

}
