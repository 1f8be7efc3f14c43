package dev.fanlight.logging.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.fanlight.logging.LogRedaction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A line goes out so many times per interval, the rest is told in one line, and nothing
 * is lost.
 */
class StormGuardTests {

	private final GateFixture log = new GateFixture();

	private final AtomicLong nanos = new AtomicLong();

	@Test
	void linesBeyondTheLimitAreSummedUp() {
		StormGuard guard = guard(3, 2, 64);
		for (int i = 0; i < 10; i++) {
			this.log.logger.info("hello {}", i);
		}
		assertThat(this.log.messages()).containsExactly("hello 0", "hello 1", "hello 2");
		guard.sweep();
		assertThat(this.log.messages()).hasSize(4).last().isEqualTo("hello {} ... repeated 7 times in 60 s");
		ILoggingEvent summary = this.log.events.get(3);
		assertThat(summary.getLevel()).isEqualTo(Level.INFO);
		assertThat(summary.getLoggerName()).isEqualTo("shop.Orders");
		assertThat(summary.getKeyValuePairs()).singleElement().hasToString("repeated=\"7\"");
		assertThat(summary.getMDCPropertyMap()).isEmpty();
		guard.sweep();
		assertThat(this.log.events).hasSize(4);
		this.log.logger.info("hello {}", 11);
		assertThat(this.log.messages()).last().isEqualTo("hello 11");
		assertThat(guard.suppressed()).isEqualTo(7);
		assertThat(guard.summarised()).isEqualTo(7);
	}

	@Test
	void errorLinesHaveTheirOwnLimit() {
		StormGuard guard = guard(3, 2, 64);
		for (int i = 0; i < 5; i++) {
			this.log.logger.warn("line");
			this.log.logger.error("line");
		}
		assertThat(this.log.events).hasSize(5);
		guard.sweep();
		assertThat(this.log.messages()).contains("line ... repeated 2 times in 60 s",
				"line ... repeated 3 times in 60 s");
	}

	@Test
	void lineIsToldByLoggerLevelTemplateAndExceptions() {
		StormGuard guard = guard(1, 1, 64);
		IOException cause = new IOException("a");
		String method = cause.getStackTrace()[0].getMethodName();
		for (int i = 0; i < 2; i++) {
			this.log.logger.warn("line");
			this.log.other.warn("line");
			this.log.logger.info("line");
			this.log.logger.warn("other line");
			this.log.logger.warn("line", cause);
			this.log.logger.warn("line", new UncheckedIOException(new IOException("b")));
			this.log.logger.warn("line", new RuntimeException(new IOException("c")));
			this.log.logger.warn("line {}", i, new IOException("d"));
			this.log.logger.warn((String) null, new IOException("e"));
			this.log.logger.atWarn().setCause(cause).log("line");
		}
		assertThat(this.log.events).hasSize(9);
		assertThat(guard.suppressed()).isEqualTo(11);
		guard.sweep();
		assertThat(this.log.messages()).contains(
				"line (java.io.IOException, fingerprint of " + method + ") ... repeated 3 times in 60 s",
				"null (java.io.IOException, fingerprint of " + method + ") ... repeated 1 times in 60 s");
	}

	@Test
	void fluentCallHasTheExceptionThatIsItsLastArgument() {
		IOException failure = new IOException("a");
		List<Throwable> told = new ArrayList<>();
		StormGuard guard = new StormGuard(new StormLimits(1, 1, 64), List.of(), null, this.nanos::get);
		LogGate.install(this.log.context, null, guard, null, (logger, thrown) -> told.add(thrown));
		this.log.logger.atError().log("Unhandled {}", 7, failure);
		this.log.logger.atError().log("Unhandled {}", 8, new IllegalStateException());
		this.log.logger.atError().addArgument(9).setCause(failure).log("Unhandled {}");
		this.log.logger.atError().log("Unhandled {}", 10);
		this.log.logger.atError().log("Unhandled");
		assertThat(told).hasSize(5).containsSubsequence(failure, failure, null, null);
		assertThat(this.log.messages()).containsExactly("Unhandled 7", "Unhandled 8", "Unhandled 10", "Unhandled");
		guard.sweep();
		assertThat(this.log.messages()).last()
			.asString()
			.startsWith("Unhandled {} (java.io.IOException) ... repeated 1 times");
	}

	@Test
	void linesOfARequestThatRaisesTheLevelAreNeitherSuppressedNorCounted() {
		AtomicInteger level = new AtomicInteger(Level.OFF_INT);
		StormGuard guard = new StormGuard(new StormLimits(1, 1, 64), List.of(), null, this.nanos::get);
		LogGate.install(this.log.context, null, guard, level::get, null);
		this.log.logger.warn("line");
		this.log.logger.warn("line");
		level.set(Level.DEBUG_INT);
		this.log.logger.warn("line");
		this.log.logger.atWarn().log("line");
		this.log.logger.debug("line");
		assertThat(this.log.events).hasSize(4);
		assertThat(guard.suppressed()).isEqualTo(1);
	}

	@Test
	void longTextsAreToldApartAndShownInPart() {
		StormGuard guard = guard(1, 1, 64);
		String text = "x".repeat(5000);
		this.log.logger.info(text);
		this.log.logger.info(new String(text));
		this.log.logger.info(text + "y");
		assertThat(this.log.events).hasSize(2);
		guard.sweep();
		assertThat(this.log.messages()).last().isEqualTo("x".repeat(200) + "... ... repeated 1 times in 60 s");
	}

	@Test
	void secretThatTheCutGoesThroughIsNotShown() {
		LogRedaction.install(this.log.context, null);
		StormGuard guard = guard(1, 1, 64);
		String text = "x".repeat(189) + " 4111111111111111 " + "y".repeat(5000);
		this.log.logger.info(text);
		this.log.logger.info(text);
		guard.sweep();
		assertThat(this.log.messages()).last()
			.asString()
			.startsWith("x".repeat(189) + " ")
			.endsWith("... ... repeated 1 times in 60 s")
			.doesNotContain("4111");
	}

	@Test
	void disabledLinesAndQuestionsAreNotCounted() {
		StormGuard guard = guard(1, 1, 64);
		for (int i = 0; i < 10; i++) {
			this.log.logger.debug("line");
			assertThat(this.log.logger.isInfoEnabled()).isTrue();
		}
		this.log.logger.setLevel(Level.DEBUG);
		this.log.logger.debug("line");
		assertThat(this.log.events).hasSize(1);
		assertThat(guard.suppressed()).isZero();
	}

	@Test
	void exemptLoggersAlwaysWrite() {
		StormGuard guard = new StormGuard(new StormLimits(1, 1, 64), List.of("shopping"), null, this.nanos::get);
		LogGate.install(this.log.context, null, guard, null, null);
		for (int i = 0; i < 3; i++) {
			this.log.logger.info("line");
			this.log.other.info("line");
		}
		assertThat(this.log.events).hasSize(4);
	}

	@Test
	void fullTableGivesWayToRepetitionAndLosesNothing() {
		StormGuard guard = guard(1, 1, 8);
		for (int i = 0; i < 1000; i++) {
			this.log.logger.info("text number " + i);
		}
		assertThat(this.log.events).hasSize(1000);
		this.log.logger.info("storm");
		this.log.logger.info("storm");
		this.log.logger.info("storm");
		assertThat(this.log.events).hasSize(1001);
		for (int i = 0; i < 50; i++) {
			this.log.logger.info("twice " + i);
			this.log.logger.info("twice " + i);
		}
		assertThat(guard.untracked()).isPositive();
		assertThat(1003 + 100).isEqualTo(this.log.events.size() + guard.suppressed());
		long before = guard.suppressed();
		guard.sweep();
		assertThat(guard.summarised()).isEqualTo(before);
	}

	@Test
	void countsStayThroughAResetOfLogback() {
		StormGuard guard = guard(1, 1, 64);
		this.log.logger.info("line");
		this.log.logger.info("line");
		this.log.context.reset();
		this.log.attach();
		this.log.logger.info("line");
		guard.close();
		assertThat(this.log.messages()).containsExactly("line", "line ... repeated 2 times in 60 s");
	}

	@Test
	void closedGuardHasToldEverythingAndLetsEverythingOut() {
		StormGuard guard = guard(1, 1, 64);
		this.log.logger.info("line");
		this.log.logger.info("line");
		guard.close();
		this.log.logger.info("line");
		this.log.logger.info("line");
		assertThat(this.log.messages()).containsExactly("line", "line ... repeated 1 times in 60 s", "line", "line");
		guard.open();
		this.log.logger.info("line");
		this.log.logger.info("line");
		assertThat(this.log.events).hasSize(5);
	}

	@Test
	void appenderThatCannotBeLoadedCostsOneSummaryAndNoLaterOne() {
		StormGuard guard = guard(1, 1, 64);
		AppenderBase<ILoggingEvent> broken = new AppenderBase<>() {

			private int summaries;

			@Override
			protected void append(ILoggingEvent event) {
				if (event.getKeyValuePairs() != null && this.summaries++ == 0) {
					throw new NoClassDefFoundError("layout");
				}
			}

		};
		broken.start();
		this.log.logger.addAppender(broken);
		for (int interval = 0; interval < 2; interval++) {
			for (int i = 0; i < 3; i++) {
				this.log.logger.info("line");
				this.log.other.info("line");
			}
			guard.sweep();
		}
		assertThat(this.log.messages()).filteredOn((message) -> message.contains("repeated")).hasSize(3);
		assertThat(guard.suppressed()).isEqualTo(8);
		assertThat(guard.summarised()).isEqualTo(6);
	}

	@Test
	void errorsOfOneTypeFromTwoPlacesAreToldApart() {
		StormGuard guard = guard(1, 1, 64);
		for (int i = 0; i < 3; i++) {
			this.log.logger.error("Unhandled", here());
			this.log.logger.error("Unhandled", elsewhere());
		}
		assertThat(this.log.events).hasSize(2);
		guard.sweep();
		assertThat(this.log.messages()).contains(
				"Unhandled (java.lang.NullPointerException, fingerprint of here) ... repeated 2 times in 60 s",
				"Unhandled (java.lang.NullPointerException, fingerprint of elsewhere) ... repeated 2 times in 60 s");
		assertThat(this.log.events.get(2).getKeyValuePairs()).extracting(KeyValuePair::toString)
			.containsExactly("repeated=\"2\"", "fingerprint=\"of here\"");
	}

	@Test
	void firstErrorOfAnotherKindGoesOutInTheMiddleOfAStorm() {
		StormGuard guard = guard(10, 10, 64);
		for (int i = 0; i < 100; i++) {
			this.log.logger.error("Unhandled", here());
		}
		assertThat(this.log.events).hasSize(10);
		this.log.logger.error("Unhandled", elsewhere());
		assertThat(this.log.events).hasSize(11);
		guard.close();
		assertThat(this.log.messages()).last()
			.isEqualTo("Unhandled (java.lang.NullPointerException, fingerprint of here) ... repeated 90 times in 60 s");
		assertThat(guard.suppressed()).isEqualTo(guard.summarised()).isEqualTo(90);
	}

	@Test
	void kindsOfErrorsAreBoundedAndAskedForOnlyInAStorm() {
		AtomicLong asked = new AtomicLong();
		StormGuard guard = new StormGuard(new StormLimits(4, 4, 64), List.of(),
				(thrown) -> Long.toString(asked.incrementAndGet()), this.nanos::get);
		LogGate.install(this.log.context, null, guard, null, null);
		this.log.logger.warn("line", here());
		this.log.logger.warn("line", here());
		assertThat(asked).hasValue(0);
		for (int i = 0; i < 100; i++) {
			this.log.logger.warn("line", here());
		}
		int out = 2 + StormKinds.MOST + 2;
		assertThat(this.log.events).hasSize(out);
		guard.sweep();
		assertThat(this.log.messages()).hasSize(out + 1)
			.last()
			.isEqualTo("line (java.lang.NullPointerException) ... repeated " + (102 - out) + " times in 0.1 s");
		for (int i = 0; i < 102; i++) {
			this.log.logger.warn("line", here());
		}
		assertThat(this.log.events).hasSize(2 * out + 1);
		guard.close();
		assertThat(guard.suppressed()).isEqualTo(guard.summarised()).isEqualTo(2 * (102 - out));
	}

	@Test
	void longStormPaysForABoundedNumberOfStackTraces() {
		AtomicLong asked = new AtomicLong();
		StormGuard guard = new StormGuard(new StormLimits(4, 4, 64), List.of(), (thrown) -> {
			asked.incrementAndGet();
			return "same";
		}, this.nanos::get);
		LogGate.install(this.log.context, null, guard, null, null);
		int looks = StormKinds.MOST * 4;
		for (int interval = 1; interval <= 2; interval++) {
			for (int i = 0; i < 1000; i++) {
				this.log.logger.warn("line", here());
			}
			assertThat(asked).hasValue(interval * looks);
			guard.sweep();
		}
		// The first half, that of the kind and that of all beyond, and a summary of
		// either
		assertThat(this.log.events).hasSize(2 * (2 + 2 + 2 + 2));
		assertThat(guard.suppressed()).isEqualTo(guard.summarised()).isEqualTo(2 * (1000 - 6));
	}

	@ParameterizedTest
	@CsvSource({ "500, 0.5", "1000, 1", "1540, 1.5", "9990, 10", "12600, 13", "312000, 312" })
	void summaryTellsHowLongItTookInTruth(long millis, String seconds) {
		StormGuard guard = guard(1, 1, 64);
		guard.sweep();
		this.log.logger.info("line");
		this.log.logger.info("line");
		pass(Duration.ofMillis(millis));
		guard.sweep();
		assertThat(this.log.messages()).last().isEqualTo("line ... repeated 1 times in " + seconds + " s");
	}

	private static NullPointerException here() {
		return new NullPointerException();
	}

	private static NullPointerException elsewhere() {
		return new NullPointerException();
	}

	@RepeatedTest(20)
	void countsAddUpWhileSweptAndClosed() throws Exception {
		StormGuard guard = guard(2, 2, 8);
		int threads = 4;
		int lines = 20_000;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch half = new CountDownLatch(threads);
		Throwable here = here();
		Throwable elsewhere = elsewhere();
		List<Future<?>> results = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			int seed = t;
			results.add(executor.submit(() -> {
				for (int i = 0; i < lines; i++) {
					if ((i & 1) == 0) {
						this.log.logger.info("m" + ((i * 31 + seed) % 12));
					}
					else {
						this.log.logger.info("e" + ((i * 31 + seed) % 5), ((i & 2) == 0) ? here : elsewhere);
					}
					if (i == lines / 2) {
						half.countDown();
					}
				}
			}));
		}
		do {
			guard.sweep();
		}
		while (half.getCount() > 0);
		guard.close();
		for (Future<?> result : results) {
			result.get();
		}
		executor.shutdown();
		long summaries = this.log.events.stream().filter((event) -> event.getKeyValuePairs() != null).count();
		long told = this.log.events.stream()
			.filter((event) -> event.getKeyValuePairs() != null)
			.mapToLong((event) -> (Long) event.getKeyValuePairs().get(0).value)
			.sum();
		assertThat(guard.suppressed()).isPositive();
		assertThat(told).isEqualTo(guard.suppressed()).isEqualTo(guard.summarised());
		assertThat(this.log.events.size() - summaries + told).isEqualTo((long) threads * lines);
	}

	/** A guard whose interval has lasted 60 seconds. */
	private StormGuard guard(int limit, int errorLimit, int maxKeys) {
		StormGuard guard = new StormGuard(new StormLimits(limit, errorLimit, maxKeys), List.of(),
				(thrown) -> "of " + thrown.getStackTrace()[0].getMethodName(), this.nanos::get);
		LogGate.install(this.log.context, null, guard, null, null);
		pass(Duration.ofSeconds(60));
		return guard;
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}
