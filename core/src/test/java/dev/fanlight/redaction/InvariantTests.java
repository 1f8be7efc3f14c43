package dev.fanlight.redaction;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.Set;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every text: idempotence, both encodings, no allocation when clean, and
 * agreement with a slow reference.
 */
class InvariantTests {

	private static final String[] PIECES = { "password", "token", "api_key", "pin", "cvv", "authorization", "Cookie",
			"pan", "iban", "pass", "jwt", "traceId", "session id", "value", "name", "Bearer ", "Basic ",
			"YWxhZGRpbjpvcGVuc2VzYW1l", "Digest ", "=", ":", ": ", "=\"", "\"", "'", "\\\"", "\\\\\\\"", "`", "[", "]",
			"{", "}", "(", ")", "<", ">", "</password>", "<password>", "->", "=>", " ", "\n", "\\n", ",", ", ", ";",
			"&", "?", "hunter2", "x1", "1234", "4539578763621486", "4539 5787 6362 1486", "DE89370400440532013000",
			"DE89 3704 0044 0532 0130 00", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
			"ghp_abcdefghijklmnopqrstuvwxyz0123456789", "sk-", "xoxb-123456789012345", "AKIAIOSFODNN7EXAMPLE",
			"-----BEGIN RSA PRIVATE KEY-----", "MIIEpAIBAAKCAQEA0Z3VS5JJcds3", "-----END RSA PRIVATE KEY-----",
			"https://", "user:pw@host", "://", "@", "é", "密码", "：", "%22", "%3A", "%3D", "&quot;", "${X}", "null",
			"true", "must", "[REDACTED:kv]", "[REDACTED", "REDACTED", "***", "'password': rejected value [",
			"Optional[", "(password)=(", "-", "--token ", "_", ".", "+49 170 1234567", "a@b.de", "10.0.0.1",
			"219-09-1487", "fe80::1:2", "😀", "\ud83d", "\u0000", "%", "\\", "\\u0022", "\\u003d", "\\u003A", "\\u0026",
			"\\u003c", "\\u003e", "aB18Q~abcdefghijklmnopqrstuvwxyz01234567", "bot123456789:AA", "jdbc:oracle:thin:",
			"[pan:h:0123456789abcdef]", "[pan:…1486]" };

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	@Tag("slow")
	void redactingTwiceChangesNothingAndNothingThrows() {
		redactingTwiceChangesNothing(40_000);
	}

	static void redactingTwiceChangesNothing(int texts) {
		List<Redactor> redactors = List.of(Redactor.of(RedactionPolicy.defaults()),
				Redactor.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).build()),
				Redactor.of(RedactionPolicy.builder()
					.hmacKey("0123456789abcdef0123456789abcdef")
					.action("pan", Action.HMAC)
					.action("kv", Action.HMAC)
					.build()),
				Redactor.of(RedactionPolicy.builder().action("pan", Action.LAST4).action("kv", Action.LENGTH).build()));
		for (int seed = 0; seed < texts; seed++) {
			String text = text(new Random(seed));
			for (Redactor redactor : redactors) {
				for (Exit exit : new Exit[] { Exit.LOG, Exit.HTTP }) {
					String once = redactor.redact(text, exit);
					assertThat(once).isNotEqualTo("[REDACTED:error]");
					assertThat(redactor.redact(once, exit)).as(text).isEqualTo(once);
				}
			}
		}
	}

	@Test
	void whereATokenStandsDoesNotMatter() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		for (int shift = 0; shift < 130; shift++) {
			String before = ".".repeat(shift);
			for (String escape : List.of("%22", "\\n", "\\u0022", "password=x ", "password=x,", "1 ")) {
				assertThat(redactor.redact(before + escape + "ghp_abcdefghijklmnopqrstuvwxyz0123456789", Exit.LOG))
					.as(escape + " at " + shift)
					.startsWith(before)
					.endsWith("[REDACTED:github]");
			}
		}
	}

	/** The second look begins 4096 characters before the first mask, wherever that is. */
	@Test
	void whereTheSecondLookBeginsDoesNotMatter() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		for (String clean : List.of("  -token hunter2 ", "xghp_abcdefghijklmnopqrstuvwxyz0123456789 ", "--- ",
				"==hunter2 password")) {
			for (int shift = 0; shift < 32; shift++) {
				String before = ".".repeat(shift) + clean.repeat(5000 / clean.length()) + "\n";
				assertThat(redactor.redact(before + "<password>***4539 5787 6362 1486", Exit.LOG))
					.isEqualTo(before + "<password>[REDACTED:kv]");
			}
		}
	}

	/**
	 * The masks need more room than the text had, so the second look is of other arrays.
	 */
	@Test
	void whereTheSecondLookBeginsDoesNotMatterInATextThatOutgrowsItsRoom() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		String secret = "\n<password>ab 4539</password> token=a";
		String masked = redactor.redact(secret, Exit.LOG);
		for (String clean : List.of("  -token hunter2 ", "xghp_abcdefghijklmnopqrstuvwxyz0123456789 ")) {
			for (int shift = 0; shift < clean.length(); shift++) {
				String before = (".".repeat(shift) + clean.repeat(65_490 / clean.length() + 1)).substring(0, 65_490);
				assertThat(redactor.redact(before + secret, Exit.LOG)).isEqualTo(before + masked);
			}
		}
	}

	@Test
	@Tag("slow")
	void theEncodingOfTheStringDoesNotMatter() {
		theEncodingDoesNotMatter(40_000);
	}

	static void theEncodingDoesNotMatter(int texts) {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		for (int seed = 0; seed < texts; seed++) {
			String text = text(new Random(seed));
			String latin = redactor.redact(text + "\n.x", Exit.LOG);
			String wide = redactor.redact(text + "\n.😀", Exit.LOG);
			assertThat(wide).as(text).isEqualTo(latin.substring(0, latin.length() - 1) + "😀");
		}
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int n = random.nextInt(9); n >= 0; n--) {
			text.append(PIECES[random.nextInt(PIECES.length)]);
		}
		return text.toString();
	}

	/**
	 * What a slow and obvious reader knows: a key, the value, and what stands around
	 * them.
	 */
	@Test
	void pairsAgreeWithASlowReference() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		String[] heads = { "password", "count", "token", "name", "secret", "uri", "apiKey", "key", "cardNumber",
				"total" };
		Set<String> secret = Set.of("password", "token", "secret", "apiKey", "cardNumber");
		String[] shapes = { "#=@", "#='@'", "#=\"@\"", "#: @", "#: \"@\"", "# = @", "# = '@'", "#=>@", "# => '@'",
				"# -> @", "# -> \"@\"", "{\"#\":\"@\",\"a\":1}", "{\"m\":\"{\\\"#\\\":\\\"@\\\",\\\"a\\\":1}\"}",
				"{'#': '@'}", "`#`: `@`", "#=[@]", "{\"#\":[\"@\",\"@\"]}", "User(a=b, #=@)", "User[#=@, a=b]",
				"User{#='@'}", "{a=b, #=@}", "<#>@</#>", "<a #=\"@\"/>", "Key (#)=(@) exists", "-Dx.#=@", "--# @",
				"--#=@", "&amp;#=@&amp;", "%22#%22%3A%22@%22%2C", "{\"name\":\"#\",\"value\":\"@\"}",
				"on field '#': rejected value [@]; codes", "Optional[Login[#=@]]", "\\n#=@\\n" };
		for (int seed = 0; seed < 20_000; seed++) {
			Random random = new Random(seed);
			StringBuilder text = new StringBuilder();
			StringBuilder expected = new StringBuilder();
			for (int n = random.nextInt(6); n >= 0; n--) {
				String head = heads[random.nextInt(heads.length)];
				String key = switch (random.nextInt(3)) {
					case 0 -> head;
					case 1 -> "user." + head;
					default -> "old_" + head;
				};
				String shape = shapes[random.nextInt(shapes.length)];
				String value = "v" + Integer.toString(random.nextInt(100_000), 36) + "z";
				boolean query = shape.startsWith("&") || shape.contains("name");
				boolean goes = secret.contains(head) || query && head.equals("key") && value.length() >= 6;
				String shown = goes ? "[REDACTED:kv]" : value;
				text.append(shape.replace("#", key).replace("@", value)).append(", ");
				expected.append(shape.replace("#", key).replace("@", shown)).append(", ");
			}
			assertThat(redactor.redact(text.toString(), Exit.LOG)).isEqualTo(expected.toString());
		}
	}

	@Test
	@Tag("slow")
	void aCleanLineAllocatesNothing() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		String line = "{\"timestamp\":\"2026-11-21T12:34:56.789Z\",\"level\":\"info\",\"message\":\"Created order "
				+ "order_id=8472634 token_type=bearer password=*** in 12 ms\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}";
		String stack = "java.lang.IllegalStateException: Order 42\n"
				+ "\tat com.example.OrderService.ship(OrderService.java:184) ~[app.jar:7.0.1]\n".repeat(250);
		for (String text : List.of(line, stack)) {
			long least = Long.MAX_VALUE;
			for (int sample = 0; sample < 20; sample++) {
				long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
				for (int n = 0; n < 500; n++) {
					if (redactor.redact(text, Exit.LOG) != text || redactor.redact("order", text, Exit.LOG) != text) {
						throw new AssertionError("Not clean: " + redactor.redact(text, Exit.LOG));
					}
				}
				least = Math.min(least, THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
			}
			assertThat(least).as("bytes for 1000 calls, the measurement itself costs some").isLessThan(1000);
		}
	}

}
