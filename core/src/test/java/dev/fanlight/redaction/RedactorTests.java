package dev.fanlight.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
	void theRemainderOfALongTextGoes() {
		Redactor redactor = Redactor.of(RedactionPolicy.builder().maxLength(100).build(), this.listener);
		String text = "password=x " + "a".repeat(100) + " token=secret";
		String redacted = redactor.redact(text, Exit.EXCEPTION);
		assertThat(redacted).startsWith("password=[REDACTED:kv] aaa").endsWith("[REDACTED:oversize]").hasSize(100);
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
			String secret = "s" + n;
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
	void whatFailsCostsTheValueWhicheverWayItCame() {
		Object broken = new Object() {

			@Override
			public String toString() {
				throw new IllegalStateException();
			}

		};
		Redactor redactor = Redactor.of(RedactionPolicy.defaults(), this.listener);
		assertThat(redactor.redactValue("password", broken, Exit.MDC)).isEqualTo("[REDACTED:error]");
		assertThat(redactor.redactMarked(7, Exit.SPAN)).isEqualTo("[REDACTED:sensitive]");
		assertThat(redactor.redactMarked(null, Exit.SPAN)).isNull();
		assertThat(this.events).containsExactly("failed mdc", "sensitive span mask");
	}

}
