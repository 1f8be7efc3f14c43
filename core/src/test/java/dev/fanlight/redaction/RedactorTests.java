package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract of the facade.
 */
class RedactorTests {

	private final List<String> events = new ArrayList<>();

	private final RedactionListener listener = new RedactionListener() {

		@Override
		public void redacted(String detector, Exit exit, Action action) {
			RedactorTests.this.events.add(detector + " " + exit.id() + " " + action.id());
		}

		@Override
		public void failed(Exit exit) {
			RedactorTests.this.events.add("failed " + exit.id());
		}

		@Override
		public void oversize(Exit exit) {
			RedactorTests.this.events.add("oversize " + exit.id());
		}

	};

	@Test
	void cleanTextComesBackAsItIs() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults(), this.listener);
		for (String text : List.of("", "a", "Created order 42 for customer c-17 in 12 ms", "héllo wörld 世界 😀",
				"a".repeat(100_000))) {
			assertThat(redactor.redact(text, Exit.LOG)).isSameAs(text);
			assertThat(redactor.redact("order", text, Exit.MDC)).isSameAs(text);
		}
		assertThat(this.events).isEmpty();
	}

	@Test
	void everyFindingIsCountedOnce() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().action("pan", Action.REPORT).build(), this.listener);
		redactor.redact("password=x token=y 4539578763621486", Exit.OTLP_LOG);
		redactor.redact("password", "x", Exit.MDC);
		assertThat(this.events).containsExactly("kv otlp_log mask", "kv otlp_log mask", "pan otlp_log report",
				"kv mdc mask");
	}

	@Test
	void reportModeChangesNothingAndCounts() {
		RedactionPolicy policy = RedactionPolicy.builder().mode(RedactionMode.REPORT).maxLength(64).build();
		Redactor redactor = Redactor.of(policy, this.listener);
		String text = "password=x " + "a".repeat(100);
		assertThat(redactor.redact(text, Exit.LOG)).isSameAs(text);
		assertThat(redactor.redact("password", "x", Exit.LOG)).isEqualTo("x");
		assertThat(redactor.redactValue("pin", 1234, Exit.LOG)).isEqualTo(1234);
		assertThat(this.events).containsExactly("kv log report", "oversize log", "kv log report", "kv log report");
	}

	@Test
	void aKeyDecidesBeforeTheValue() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		assertThat(redactor.redact("db.password", "any thing at all", Exit.MDC)).isEqualTo("[REDACTED:kv]");
		assertThat(redactor.redact("note", "password=x", Exit.MDC)).isEqualTo("password=[REDACTED:kv]");
		assertThat(redactor.redact("password", "${DB}", Exit.MDC)).isEqualTo("${DB}");
		assertThat(redactor.redact("card_number", "4539578763621486", Exit.MDC)).isEqualTo("[REDACTED:pan]");
		assertThat(redactor.redact("Authorization", "Bearer abc", Exit.MDC)).isEqualTo("Bearer [REDACTED:auth-header]");
		assertThat(redactor.redact("pin", "left", Exit.MDC)).isEqualTo("left");
		assertThat(redactor.redact("url.query", "sig=abcdefgh&x=1", Exit.SPAN)).isEqualTo("sig=[REDACTED:kv]&x=1");
		assertThat(redactor.redact("http.request.header.cookie", "a=b", Exit.SPAN)).isEqualTo("[REDACTED:kv]");
		assertThat(redactor.redact("sig", "abcdefgh", Exit.HTTP)).isEqualTo("REDACTED");
		assertThat(redactor.redact("sig", "abcdefgh", Exit.LOG)).isEqualTo("abcdefgh");
	}

	@Test
	void urlsGetAWordThatStaysAUrl() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		assertThat(redactor.redact("https://bob:pw@host/a?token=abc&x=1&sig=abcdefgh", Exit.HTTP))
			.isEqualTo("https://REDACTED:REDACTED@host/a?token=REDACTED&x=1&sig=REDACTED");
	}

	@ParameterizedTest
	@CsvSource({ "https://h/a?page=2&note=user%3A+bob%2C+reset+link+https%3A%2F%2Fb%3Apw%40h%2Fx&x=1#top, "
			+ "https://h/a?page=2&note=user%3A+bob%2C+reset+link+https%3A%2F%2FREDACTED%3AREDACTED%40h%2Fx&x=1#top",
			"note=https%3A%2F%2Fsvc%3Apw%40db01%2Fx&y=%20, note=https%3A%2F%2FREDACTED%3AREDACTED%40db01%2Fx&y=%20",
			"https://h/a?note=%zz&name=J%C3%B6rg+B, https://h/a?note=%zz&name=J%C3%B6rg+B",
			"https://h/a%20b?note=%3Cpin%3E12345%3C%2Fpin%3E&x=1, https://h/a%20b?note=%3Cpin%3EREDACTED%3C%2Fpin%3E&x=1" })
	void parametersOfAUrlAreDecoded(String url, String redacted) {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		assertThat(redactor.redact(url, Exit.HTTP)).isEqualTo(redacted);
		assertThat(redactor.redact("url.full", url, Exit.HTTP)).isEqualTo(redacted);
		assertThat(redactor.redact(redacted, Exit.HTTP)).isSameAs(redacted);
	}

	@Test
	@Timeout(10)
	void parametersWithoutNumberTakeTimeByTheirLength() {
		String url = "https://h/a?" + "&".repeat(2_000_000) + "%20";
		assertThat(Redactor.of(RedactionPolicy.defaults()).redact(url, Exit.HTTP)).startsWith("https://h/a?&&");
	}

	@Test
	void dropIsToldByIdentity() {
		Redactor redactor = Redactor
			.of(RedactionPolicy.builder().action("kv", Action.DROP).action("pan", Action.DROP).build(), this.listener);
		assertThat(redactor.redact("password", "x", Exit.MDC)).isSameAs(Redactor.DROPPED);
		assertThat(redactor.redactValue("pin", 1234, Exit.MDC)).isSameAs(Redactor.DROPPED);
		assertThat(redactor.redact("note", "4539578763621486", Exit.MDC)).isSameAs(Redactor.DROPPED);
		assertThat(redactor.redact("password=x", Exit.MDC)).isEqualTo("password=[REDACTED:kv]");
		assertThat(this.events).containsOnly("kv mdc drop", "pan mdc drop");
	}

	@Test
	void aFailingDetectorCostsTheValue() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().detector("broken", (text, findings) -> {
			throw new IllegalStateException(text);
		}).build(), this.listener);
		assertThat(redactor.redact("anything", Exit.LOG)).isEqualTo("[REDACTED:error]");
		assertThat(redactor.redact("key", "anything", Exit.MDC)).isEqualTo("[REDACTED:error]");
		Redactor outside = Redactor
			.of(RedactionPolicy.builder().detector("outside", (text, findings) -> findings.add(0, 1000)).build());
		assertThat(outside.redact("anything", Exit.LOG)).isEqualTo("[REDACTED:error]");
		assertThat(this.events).containsExactly("failed log", "failed mdc");
	}

	@Test
	void aFailingListenerCostsNothing() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults(), new RedactionListener() {

			@Override
			public void redacted(String detector, Exit exit, Action action) {
				throw new IllegalStateException();
			}

		});
		assertThat(redactor.redact("password=x", Exit.LOG)).isEqualTo("password=[REDACTED:kv]");
	}

	@Test
	void ownDetectorsMergeWithBuiltInOnes() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().detector("mine", (text, findings) -> {
			int at = text.indexOf("mine ");
			if (at >= 0) {
				findings.add(at, text.length());
				findings.add(0, 1);
			}
		}).build());
		assertThat(redactor.redact("a mine password=x", Exit.LOG)).isEqualTo("[REDACTED:mine] [REDACTED:mine]");
	}

	@Test
	void howMuchIsMissingIsNoPhoneNumber() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).build());
		for (String number : List.of("9999999", "10477001", "104770011", "2147483647")) {
			String text = "Body x\u2026[+" + number + "] refused, y\u2026[+" + number + "][REDACTED:oversize]";
			assertThat(redactor.redact(text, Exit.LOG)).isSameAs(text);
		}
	}

	@Test
	void theRemainderOfALongTextGoes() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().maxLength(100).build(), this.listener);
		String text = "password=x " + "a".repeat(100) + " token=secret";
		String redacted = redactor.redact(text, Exit.EXCEPTION);
		assertThat(redacted).startsWith("password=[REDACTED:kv] aaa")
			.endsWith("a\u2026[+69][REDACTED:oversize]")
			.hasSizeLessThanOrEqualTo(100);
		int shown = redacted.indexOf('\u2026');
		assertThat(Redactor.leftOut(redacted)).isEqualTo(69 - (redacted.length() - shown));
		for (String other : List.of("", "[REDACTED:oversize]", "x][REDACTED:oversize]", "\u2026[+][REDACTED:oversize]",
				"\u2026[+99999999999][REDACTED:oversize]", "\u2026[+1][REDACTED:oversize]", "\u2026[+100]")) {
			assertThat(Redactor.leftOut(other)).as(other).isZero();
		}
		assertThat(redactor.redact(redacted, Exit.EXCEPTION)).isEqualTo(redacted);
		assertThat(this.events).containsExactly("kv exception mask", "oversize exception");
	}

	@Test
	@Tag("slow")
	void thePolicyChangesBetweenCallsAndNeverWithinOne() throws Exception {
		RedactionPolicy first = RedactionPolicy.builder().action("kv", Action.MASK).action("pan", Action.MASK).build();
		RedactionPolicy second = RedactionPolicy.builder().enabled("kv", false).action("pan", Action.LAST4).build();
		Redactor redactor = Redactor.of(first);
		String text = "password=x 4539578763621486";
		AtomicBoolean stop = new AtomicBoolean();
		AtomicReference<String> torn = new AtomicReference<>();
		CountDownLatch started = new CountDownLatch(2);
		List<Thread> readers = new ArrayList<>();
		for (int n = 0; n < 2; n++) {
			Thread reader = new Thread(() -> {
				started.countDown();
				while (!stop.get()) {
					String redacted = redactor.redact(text, Exit.LOG);
					if (!redacted.equals("password=x [pan:…1486]")
							&& !redacted.equals("password=[REDACTED:kv] [REDACTED:pan]")) {
						torn.set(redacted);
					}
				}
			});
			reader.start();
			readers.add(reader);
		}
		started.await();
		for (int n = 0; n < 300; n++) {
			redactor.policy((n % 2 == 0) ? second : first);
		}
		stop.set(true);
		for (Thread reader : readers) {
			reader.join();
		}
		assertThat(torn).hasNullValue();
		redactor.policy(second);
		assertThat(redactor.policy()).isSameAs(second);
		assertThat(redactor.redact(text, Exit.LOG)).isEqualTo("password=x [pan:…1486]");
	}

	@Test
	void aSmallStackIsEnough() throws Exception {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().group(DetectorGroup.PII, true).build());
		AtomicReference<String> result = new AtomicReference<>();
		Thread small = new Thread(null, () -> {
			String nested = "{\"a\":[".repeat(30_000) + "\"password\":\"x\"" + "(".repeat(50_000);
			result.set(redactor.redact(nested, Exit.LOG));
		}, "small", 256 * 1024);
		small.start();
		small.join();
		assertThat(result.get()).contains("\"password\":\"[REDACTED:kv]\"");
	}

	@Test
	void virtualThreadsShareThePool() throws Exception {
		Assumptions.assumeTrue(Runtime.version().feature() >= 21);
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		List<Thread> threads = new ArrayList<>();
		AtomicReference<String> wrong = new AtomicReference<>();
		for (int n = 0; n < 500; n++) {
			String secret = "z" + n;
			threads.add((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class)
				.invoke(null, (Runnable) () -> {
					for (int k = 0; k < 50; k++) {
						String text = "password=" + secret + " " + "a".repeat(k * 200);
						String redacted = redactor.redact(text, Exit.LOG);
						if (!redacted.equals("password=[REDACTED:kv] " + "a".repeat(k * 200))) {
							wrong.set(redacted);
						}
					}
				}));
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(wrong).hasNullValue();
	}

	@Test
	void whatAMaskSetsFreeIsFoundInALongTextToo() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		String glued = "z".repeat(32) + "AKIAIOSFODNN7EXAMPLE ";
		for (int length = 4000; length < 4200; length++) {
			String before = glued + "-".repeat(length) + " ";
			assertThat(redactor.redact(before + "<password>***4539 5787 6362 1486", Exit.LOG))
				.isEqualTo(before + "<password>[REDACTED:kv]");
		}
	}

	@Test
	void thePasswordInAnAddressOfGoIsMaskedAndCountedOnce() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults(), this.listener);
		String masked = redactor.redact("dial root:s3cr3t@tcp(db:3306)/shop", Exit.LOG);
		assertThat(masked).isEqualTo("dial root:[REDACTED:url-userinfo]@tcp(db:3306)/shop");
		assertThat(redactor.redact(masked, Exit.LOG)).isSameAs(masked);
		assertThat(this.events).containsExactly("url-userinfo log mask");
	}

	@Test
	void whatFailsCostsTheValueWhicheverWayItCame() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults(), this.listener);
		assertThat(redactor.redactValue("password", BROKEN, Exit.MDC)).isEqualTo("[REDACTED:error]");
		assertThat(redactor.redactMarked(7, Exit.SPAN)).isEqualTo("[REDACTED:sensitive]");
		assertThat(redactor.redactMarked(null, Exit.SPAN)).isNull();
		assertThat(this.events).containsExactly("failed mdc", "sensitive span mask");
	}

	@Test
	@SuppressWarnings("NullAway")
	void nothingThrowsWhateverItIsGiven() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults(), this.listener);
		assertThat(redactor.redact(null, "x", Exit.MDC)).isEqualTo("[REDACTED:error]");
		assertThat(redactor.redactMarked(BROKEN, Exit.SPAN)).isEqualTo("[REDACTED:error]");
		assertThat(redactor.redactArgument(new Marked(BROKEN), Exit.LOG)).isEqualTo("[REDACTED:error]");
		assertThat(redactor.redactArgument(new Marked(null), Exit.LOG)).isEqualTo("Marked[value=null]");
		assertThat(this.events).containsExactly("failed mdc", "sensitive span mask", "failed span",
				"sensitive log mask", "failed log", "sensitive log mask");
	}

	@Test
	void marksAreOnlyCountedWhereThatIsTheAction() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().action("sensitive", Action.REPORT).build(),
				this.listener);
		Marked marked = new Marked("x");
		assertThat(redactor.redactArgument(marked, Exit.LOG)).isSameAs(marked);
		assertThat(redactor.redactMarked("x", Exit.SPAN)).isEqualTo("x");
		assertThat(this.events).containsExactly("sensitive log report", "sensitive span report");
		Redactor off = Redactor.of(RedactionPolicy.builder().enabled("sensitive", false).build(), this.listener);
		assertThat(off.redactArgument(marked, Exit.LOG)).isSameAs(marked);
		assertThat(off.redactMarked("x", Exit.SPAN)).isEqualTo("x");
		assertThat(this.events).hasSize(2);
		Redactor only = Redactor
			.of(RedactionPolicy.builder().group(DetectorGroup.SECRETS, false).enabled("sensitive", true).build());
		assertThat(only.redactArgument(marked, Exit.LOG)).isEqualTo("Marked[value=[REDACTED:sensitive]]");
		assertThat(only.redactMarked("x", Exit.SPAN)).isEqualTo("[REDACTED:sensitive]");
	}

	@Test
	void whatIsCutIsCounted() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().maxLength(64).build(), this.listener);
		List<Object> many = new ArrayList<>(Collections.nCopies(1000, "a"));
		many.add(0, new Marked("x"));
		redactor.redactArgument(many, Exit.LOG);
		redactor.redactValue("many", Collections.nCopies(10_001, "a"), Exit.SPAN);
		redactor.redact("a".repeat(64), Exit.MDC);
		redactor.redact("note", "a".repeat(65), Exit.MDC);
		redactor.redact("a".repeat(65), Exit.EXCEPTION);
		assertThat(this.events).containsExactly("sensitive log mask", "oversize log", "oversize span", "oversize mdc",
				"oversize exception");
	}

	@Test
	void aLongTextIsCutToItsLimitWhateverIsInIt() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().action("kv", Action.REPORT).maxLength(100).build());
		for (String text : List.of("a".repeat(101), "4539578763621486 " + "a".repeat(84),
				"password=x " + "a".repeat(90), "a".repeat(70) + " 4539578763621486 " + "a".repeat(50),
				"a".repeat(101) + " 4539578763621486")) {
			String redacted = redactor.redact(text, Exit.LOG);
			assertThat(redacted).endsWith("[REDACTED:oversize]").doesNotContain("4539578763621486");
			assertThat(redacted.length()).isLessThanOrEqualTo(100);
			assertThat(redacted).startsWith(text.substring(0, 10).replace("4539578763", "[REDACTED:"));
		}
		assertThat(redactor.redact("a".repeat(100), Exit.LOG)).hasSize(100).doesNotContain("oversize");
	}

	@Test
	void anotherSpellingOfANumberHasTheSamePseudonym() {
		RedactionPolicy.Builder builder = RedactionPolicy.builder()
			.group(DetectorGroup.PII, true)
			.hmacKey("0123456789abcdef0123456789abcdef");
		List.of("pan", "iban", "phone", "email", "kv").forEach((id) -> builder.action(id, Action.HMAC));
		Redactor redactor = Redactor.of(builder.build());
		Map.of("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "4539-5787-6362-1486", "4539 5787 6362 1486",
				"+49 (170) 123-4567", "+49 170 1234567", "Ann@Example.com", "ann@example.com")
			.forEach((spelling, other) -> assertThat(redactor.redact(spelling, Exit.LOG)).contains(":h:")
				.isEqualTo(redactor.redact(other, Exit.LOG)));
		Map.of("password=Ab-1", "password=ab-1", "password=ab1x", "password=ab-1x", "ann@example.com",
				"ann@example.org")
			.forEach((one, another) -> assertThat(redactor.redact(one, Exit.LOG)).contains(":h:")
				.isNotEqualTo(redactor.redact(another, Exit.LOG)));
	}

	@Test
	void theLastFourAreShownOfTwelveAndMore() {
		Writer writer = new Writer(List.of("pan"), List.of(Action.LAST4), null, RedactionMode.MASK);
		assertThat(writer.replacement(0, 0, "12345678901", false)).isEqualTo("[REDACTED:pan]");
		assertThat(writer.replacement(0, 0, "123456789012", false)).isEqualTo("[pan:\u20269012]");
		assertThat(writer.replacement(0, Scan.JSON_NUMBER, "123456789012", false)).isEqualTo("null");
	}

	/**
	 * Each has one thing about it that makes a second look necessary, and none of the
	 * others: what a mask sets free, joins, or gives an end to.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "['：+49 170 1234567 10.0.0.1", "'password': rejected value []: a@b.dejwt",
			"]Bearer pass1234=must%2210.0.0.1", "Bearer 4539578763621486token=jdbc:oracle:thin:", "pass：{fe80::1:2",
			"--token \\nnamea@b.de", "a@b.deé10.0.0.1", "fe80::1:2_a@b.de", "fe80::1:2%22a@b.de",
			" 10.0.0.1:fe80::1:2}':", "password=10.0.0.1,4539578763621486", "\\\"fe80::1:2,4539 5787 6362 1486",
			"<password>token=\",   ", "+49 170 1234567 10.0.0.1", "+49 170 1234567(10.0.0.1",
			"+49 170 1234567 219-09-1487", "+49 170 1234567(4539578763621486" })
	void whatAMaskChangesAroundItIsLookedAtAgain(String text) {
		for (DetectorGroup group : DetectorGroup.values()) {
			Redactor redactor = Redactor.of(RedactionPolicy.builder().group(group, true).build());
			String once = redactor.redact(text, Exit.LOG);
			assertThat(redactor.redact(once, Exit.LOG)).isEqualTo(once);
		}
	}

	@Test
	void anOptionAtTheVeryStartIsNoError() {
		Redactor redactor = Redactor.of(RedactionPolicy.defaults());
		for (String text : List.of("--verbose\", \"x", "--token\",", "--a\",\"b\"")) {
			assertThat(redactor.redact(text, Exit.LOG)).isSameAs(text);
		}
	}

	/** A mask that is settled must not have to be looked at again. */
	@Test
	void everyExitAndActionIsSettledAtOnce() {
		List<Redactor> redactors = List.of(Redactor.of(RedactionPolicy.defaults()),
				Redactor.of(RedactionPolicy.builder().action("kv", Action.LENGTH).build()),
				Redactor.of(RedactionPolicy.builder().action("kv", Action.REPORT).build()));
		String[] secrets = { "x1", "a,b", "4539578763621486", "ab[c", "${X}y", "a(b", "h\u00e9llo", "ab\"c", "p@ss w" };
		String[] lefts = { "password=", "password: ", "{\"password\":\"", "(password=", "a:password=", "0:", "[",
				"ghp_password=", "<password>", "%22password%22%3A%22", "\\\"password\\\":\\\"",
				"&quot;password&quot;:&quot;", "\\u0022password\\u0022\\u003a\\u0022" };
		String[] rights = { "", " x", ",1 token=y", ", x", "\"}", "'", "@h", ")", "]", "AKIAIOSFODNN7EXAMPLE", "-----",
				"\n", ";pin=1234", "</password>", "%22", "%224539578763621486", "%22%2C%22pin%22%3A1234", "%27",
				"\\\",\\\"pin\\\":1234", "\\\\\\\"", "&quot;4539578763621486", "\\u0022\\u0026pin\\u003d1234" };
		for (String left : lefts) {
			for (String secret : secrets) {
				for (String right : rights) {
					for (Redactor redactor : redactors) {
						String once = redactor.redact(left + secret + right, Exit.LOG);
						assertThat(redactor.redact(once, Exit.LOG)).as(left + secret + right).isEqualTo(once);
					}
				}
			}
		}
	}

	private static final Object BROKEN = new Object() {

		@Override
		public String toString() {
			throw new IllegalStateException();
		}

	};

	record Marked(@Sensitive @Nullable Object value) {

	}

}
