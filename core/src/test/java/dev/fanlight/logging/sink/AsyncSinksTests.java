package dev.fanlight.logging.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.fanlight.logging.LogRedaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AsyncSinks}: what hangs or fails hurts nobody else, and every line is
 * accounted for.
 */
@Timeout(60)
class AsyncSinksTests extends SinkFixture {

	@Test
	void hangingSinkHoldsUpNeitherCallerNorTheOtherSinks() throws Exception {
		start(LIMITS, "CONSOLE", "FILE");
		this.console.hang();
		for (int i = 0; i < 50; i++) {
			this.logger.info("line {}", i);
		}
		await(() -> this.file.events().size() == 50);
		assertThat(this.console.events()).isEmpty();
		assertThat(counts("CONSOLE").held()).isEqualTo(50);
		this.console.resume();
		await(() -> this.console.events().size() == 50);
		assertThat(this.console.messages()).startsWith("line 0", "line 1").endsWith("line 49");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void failingSinkHurtsNeitherCallerNorTheOtherSinks(boolean asynchronous) throws Exception {
		start(LIMITS, asynchronous ? new String[] { "CONSOLE" } : new String[0]);
		for (Throwable failure : List.of(new IllegalStateException("disk"), new StackOverflowError())) {
			this.console.fail(failure);
			this.logger.info("line");
		}
		assertThat(this.file.messages()).containsExactly("line", "line");
		if (asynchronous) {
			await(() -> counts("CONSOLE").countOf(SinkOutcome.FAILED) == 2);
			this.console.fail(null);
			this.logger.info("again");
			await(() -> counts("CONSOLE").countOf(SinkOutcome.WRITTEN) == 1);
		}
	}

	@Test
	void sinkOfAnAppenderThatWasDetachedAndStoppedEnds() throws Exception {
		ScriptedAppender job = attach(new ScriptedAppender("JOB"));
		start(LIMITS, "JOB");
		this.logger.info("line");
		await(() -> job.events().size() == 1);
		assertThat(isRunning("JOB")).isTrue();
		this.root.detachAppender("JOB");
		job.stop();
		awaitLeft("JOB");
		attach(job);
		this.logger.info("again");
		await(() -> job.events().size() == 2);
		assertThat(isRunning("JOB")).isTrue();
	}

	@Test
	void appenderThatIsStartedAgainSoonKeepsItsSinkHoweverManyLinesComeMeanwhile() throws Exception {
		start(LIMITS, "CONSOLE");
		this.logger.info("line");
		await(() -> this.console.events().size() == 1);
		List<Thread> before = writers("CONSOLE");
		this.console.stop();
		for (int i = 1; i <= 50; i++) {
			this.logger.info("line");
			long written = i;
			await(() -> counts("CONSOLE").countOf(SinkOutcome.FAILED) == written);
		}
		this.console.start();
		this.logger.info("again");
		await(() -> counts("CONSOLE").countOf(SinkOutcome.WRITTEN) == 2);
		assertThat(writers("CONSOLE")).isEqualTo(before).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void appenderThatIsStartedAgainLateHasASinkAgain(boolean withItsCover) throws Exception {
		start(LIMITS, "CONSOLE");
		this.logger.info("line");
		await(() -> this.console.events().size() == 1);
		if (withItsCover) {
			this.root.getAppender("CONSOLE").stop();
		}
		else {
			this.console.stop();
			awaitLeft("CONSOLE");
		}
		this.logger.info("refused");
		assertThat(isRunning("CONSOLE")).as("a sink for an appender that is stopped").isFalse();
		this.console.start();
		this.console.hang();
		this.logger.info("does not hang");
		this.console.resume();
		await(() -> this.console.messages().contains("does not hang"));
		assertThat(isRunning("CONSOLE")).isTrue();
	}

	/** The thread first has to see that the appender was stopped. */
	private void awaitLeft(String sink) throws InterruptedException {
		await(() -> {
			this.now.addAndGet(QueuedSink.PATIENCE_NANOS);
			return !isRunning(sink);
		});
	}

	private static boolean isRunning(String sink) {
		return !writers(sink).isEmpty();
	}

	private static List<Thread> writers(String sink) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("fanlight-sink-" + sink))
			.toList();
	}

	@Test
	void fullQueueGivesUpTheLeastImportantFirst() throws Exception {
		start(LIMITS, "CONSOLE");
		this.console.hang();
		this.logger.info("in flight");
		assertThat(this.console.awaitHanging()).isTrue();
		for (int i = 0; i < 200; i++) {
			this.logger.debug("debug");
		}
		for (int i = 0; i < 20; i++) {
			this.logger.info("info");
		}
		for (int i = 0; i < 20; i++) {
			this.logger.warn("warn");
		}
		for (int i = 0; i < 20; i++) {
			this.logger.error("error");
		}
		SinkCounts counts = counts("CONSOLE");
		assertThat(counts.countOf(SinkOutcome.DROPPED, org.slf4j.event.Level.DEBUG)).isEqualTo(140);
		assertThat(counts.countOf(SinkOutcome.DROPPED, org.slf4j.event.Level.INFO)).isOne();
		assertThat(counts.countOf(SinkOutcome.DROPPED, org.slf4j.event.Level.WARN)).isEqualTo(10);
		assertThat(counts.countOf(SinkOutcome.DROPPED, org.slf4j.event.Level.ERROR)).isEqualTo(10);
		assertThat(counts.held()).isEqualTo(101);
		this.console.resume();
		await(() -> counts.held() == 0);
		assertThat(counts.countOf(SinkOutcome.WRITTEN)).isEqualTo(101);
		assertThat(this.console.messages()).hasSize(101)
			.filteredOn((message) -> message.contains("does not keep up"))
			.hasSize(1);
		assertThat(total("CONSOLE")).isEqualTo(262);
	}

	@ParameterizedTest
	@ValueSource(strings = { "message", "pair", "exception", "suppressed", "mdc" })
	void memoryOfTheQueueIsBounded(String where) throws Exception {
		start(new SinkLimits(1000, 100_000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), false), "CONSOLE");
		this.console.hang();
		this.logger.info("in flight");
		assertThat(this.console.awaitHanging()).isTrue();
		String large = "x".repeat(20_000);
		for (int i = 0; i < 10; i++) {
			switch (where) {
				case "message" -> this.logger.error(large);
				case "pair" -> this.logger.atError().addKeyValue("body", large).log("line");
				case "mdc" -> {
					this.context.getMDCAdapter().put("tenant", large);
					this.logger.error("line");
					this.context.getMDCAdapter().remove("tenant");
				}
				case "suppressed" -> {
					StackTraceless outer = new StackTraceless("outer");
					outer.addSuppressed(new StackTraceless(large));
					this.logger.error("line", outer);
				}
				default -> this.logger.error("line", new StackTraceless(large));
			}
		}
		// The one more is the warning that lines are dropped
		assertThat(counts("CONSOLE").held()).isEqualTo(1 + 4 + 1);
		assertThat(counts("CONSOLE").countOf(SinkOutcome.DROPPED, org.slf4j.event.Level.ERROR)).isEqualTo(6);
	}

	@Test
	void lineLargerThanTheQueueComesAlone() throws Exception {
		start(new SinkLimits(1000, 1_000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), false), "CONSOLE");
		this.logger.info("x".repeat(20_000));
		await(() -> this.console.events().size() == 1);
	}

	@Test
	void callWaitsForRoomNoLongerThanAllowedAndOnlyOnceWhileTheSinkHangs() throws Exception {
		Duration block = Duration.ofMillis(300);
		start(new SinkLimits(10, 1_000_000, block, Duration.ZERO, Duration.ofSeconds(10), false), "CONSOLE");
		this.console.hang();
		this.logger.info("line");
		assertThat(this.console.awaitHanging()).isTrue();
		for (int i = 0; i < 8; i++) {
			this.logger.info("line");
		}
		assertThat(nanosOnAThreadOfItsOwn(() -> this.logger.info("waits in vain")))
			.isGreaterThanOrEqualTo(block.toNanos());
		// Also those that have not waited yet
		assertThat(nanosOnAThreadOfItsOwn(() -> {
			for (int i = 0; i < 1000; i++) {
				this.logger.info("does not wait");
			}
		})).isLessThan(block.toNanos());
		assertThat(counts("CONSOLE").countOf(SinkOutcome.DROPPED)).isEqualTo(1001);
	}

	@Test
	void callThatMayWaitLosesNothingToASlowSink() throws Exception {
		start(new SinkLimits(4, 1_000_000, Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(10), false),
				"CONSOLE");
		this.console.slow(Duration.ofMillis(1));
		long start = System.nanoTime();
		for (int i = 0; i < 300; i++) {
			this.logger.info("line {}", i);
		}
		// All but those queued and one in flight were written meanwhile
		assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(290));
		await(() -> this.console.events().size() == 300);
		assertThat(counts("CONSOLE").countOf(SinkOutcome.DROPPED)).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void slowSinkHoldsUpNeitherCallerNorTheOtherSinksAndItsCountsAddUp(boolean failing) throws Exception {
		AsyncSinks sinks = start(
				new SinkLimits(10, 1_000_000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), false), "CONSOLE");
		this.console.slow(Duration.ofMillis(20)).fail(failing ? new IllegalStateException("disk") : null);
		long start = System.nanoTime();
		for (int i = 0; i < 1000; i++) {
			this.logger.info("line {}", i);
		}
		// One after the other they would take twenty seconds
		assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
		assertThat(this.file.messages()).filteredOn((message) -> message.startsWith("line ")).hasSize(1000);
		sinks.close();
		SinkCounts counts = counts("CONSOLE");
		assertThat(counts.countOf(SinkOutcome.DROPPED)).isPositive();
		assertThat(counts.countOf(failing ? SinkOutcome.FAILED : SinkOutcome.WRITTEN)).isGreaterThanOrEqualTo(9);
		assertThat(counts.countOf(failing ? SinkOutcome.WRITTEN : SinkOutcome.FAILED)).isZero();
		// With the warning that lines are dropped
		assertThat(total("CONSOLE")).isEqualTo(1001);
	}

	@Test
	void everythingQueuedIsWrittenAtTheEndAndLaterLinesDirectly() {
		AsyncSinks sinks = start(LIMITS, "CONSOLE");
		for (int i = 0; i < 60; i++) {
			this.logger.info("line {}", i);
		}
		sinks.close();
		assertThat(this.console.messages()).hasSize(60).endsWith("line 59");
		this.logger.info("after");
		assertThat(this.console.messages()).hasSize(61).endsWith("after");
		assertThat(total("CONSOLE")).isEqualTo(61);
	}

	@Test
	void sinkThatHangsAtTheEndIsAbandonedAndCounted() throws Exception {
		AsyncSinks sinks = start(
				new SinkLimits(100, 1_000_000, Duration.ZERO, Duration.ZERO, Duration.ofMillis(200), false), "CONSOLE");
		this.console.hang();
		for (int i = 0; i < 60; i++) {
			this.logger.info("line {}", i);
		}
		assertThat(this.console.awaitHanging()).isTrue();
		sinks.close();
		this.logger.info("after");
		assertThat(counts("CONSOLE").countOf(SinkOutcome.ABANDONED)).isEqualTo(61);
		assertThat(total("CONSOLE")).isEqualTo(61);
		this.context.stop();
		assertThat(this.console.stops()).isZero();
		this.console.resume();
		await(() -> this.console.stops() > 0);
		assertThat(total("CONSOLE")).isEqualTo(61);
	}

	@Test
	void resetOfLogbackWritesWhatIsQueuedAndTheNewAppendersAreAsynchronousToo() throws Exception {
		start(LIMITS, "CONSOLE");
		for (int i = 0; i < 60; i++) {
			this.logger.info("line {}", i);
		}
		this.context.reset();
		assertThat(this.console.messages()).hasSize(60);
		assertThat(this.console.stops()).isPositive();
		ScriptedAppender fresh = attach(new ScriptedAppender("CONSOLE")).hang();
		this.logger.info("does not hang");
		assertThat(fresh.awaitHanging()).isTrue();
		fresh.resume();
		await(() -> fresh.events().size() == 1);
		assertThat(total("CONSOLE")).isEqualTo(61);
	}

	@Test
	void nextApplicationTakesOver() throws Exception {
		start(LIMITS, "CONSOLE").close();
		start(LIMITS, "CONSOLE");
		this.console.hang();
		this.logger.info("does not hang");
		this.console.resume();
		await(() -> this.console.events().size() == 1);
	}

	@Test
	void lineIsAsItWasWhenItWasLogged() throws Exception {
		// Both: an appender that is called at once asks the event first, on the right
		// thread
		start(new SinkLimits(100, 1_000_000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), true), "CONSOLE",
				"FILE");
		this.console.hang();
		StringBuilder argument = new StringBuilder("before password=hunter2-Xq9zLmT4");
		this.context.getMDCAdapter().put("tenant", "acme");
		this.logger.info("argument {}", argument);
		argument.setLength(0);
		this.context.getMDCAdapter().put("tenant", "other");
		this.console.resume();
		await(() -> this.console.events().size() == 1);
		assertThat(this.console.messages()).containsExactly("argument before password=[REDACTED:kv]");
		assertThat(this.console.events().get(0).getMDCPropertyMap()).containsEntry("tenant", "acme");
		assertThat(this.console.events().get(0).getThreadName()).isEqualTo(Thread.currentThread().getName());
		assertThat(this.console.events().get(0).getCallerData()[0].getMethodName())
			.isEqualTo("lineIsAsItWasWhenItWasLogged");
	}

	@Test
	void countsAreKeptForALimitedNumberOfNames() {
		String[] names = IntStream.range(0, 40).mapToObj((i) -> "SINK_" + i).toArray(String[]::new);
		for (String name : names) {
			attach(new ScriptedAppender(name));
		}
		start(LIMITS, names);
		assertThat(this.counts).hasSize(32 + 1).containsKey("other");
	}

	@Test
	void worksWithoutRedaction() throws Exception {
		LogRedaction.uninstall(this.context);
		AsyncSinks sinks = start(LIMITS, "CONSOLE");
		this.console.hang();
		this.logger.info("password=hunter2-Xq9zLmT4");
		this.console.resume();
		sinks.close();
		assertThat(this.console.messages()).containsExactly("password=hunter2-Xq9zLmT4");
		assertThat(LogRedaction.find(this.context)).isNull();
		assertThat(this.root.isAttached(this.console)).isTrue();
	}

	@Test
	void lineBelowTheThresholdOfTheSinkTakesNoPlace() {
		ThresholdFilter threshold = new ThresholdFilter();
		threshold.setLevel("WARN");
		threshold.start();
		this.console.addFilter(threshold);
		AsyncSinks sinks = start(LIMITS, "CONSOLE");
		this.logger.info("below");
		this.logger.warn("above");
		sinks.close();
		assertThat(total("CONSOLE")).isEqualTo(1);
	}

	@Test
	void whatIsAsynchronousAlreadyIsLeftAlone() {
		AsyncAppender async = new AsyncAppender();
		async.setContext(this.context);
		async.setName("ASYNC");
		async.start();
		this.root.addAppender(async);
		start(LIMITS, "ASYNC");
		assertThat(this.counts).isEmpty();
	}

	@Test
	void appenderThatLogsWhileItWritesDoesNotGoRoundForEver() throws Exception {
		ScriptedAppender loud = new ScriptedAppender("LOUD") {

			@Override
			public void doAppend(ILoggingEvent event) {
				AsyncSinksTests.this.logger.info("written");
				super.doAppend(event);
			}

		};
		attach(loud);
		start(LIMITS, "LOUD");
		this.logger.info("line");
		await(() -> loud.events().size() == 1 && counts("LOUD").held() == 0);
		assertThat(total("LOUD")).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void countsAddUpWhileManyThreadsLogAndTheSinkEnds(boolean hang) throws Exception {
		AsyncSinks sinks = start(new SinkLimits(64, 1_000_000, Duration.ZERO, Duration.ZERO,
				hang ? Duration.ofMillis(100) : Duration.ofSeconds(20), false), "CONSOLE");
		int each = 5000;
		CountDownLatch half = new CountDownLatch(4);
		List<Thread> threads = new ArrayList<>();
		for (int t = 0; t < 4; t++) {
			Thread thread = new Thread(() -> {
				for (int i = 0; i < each; i++) {
					this.logger.info("line");
					if (i == each / 2) {
						half.countDown();
					}
				}
			});
			threads.add(thread);
			thread.start();
		}
		assertThat(half.await(30, TimeUnit.SECONDS)).isTrue();
		if (hang) {
			this.console.hang();
		}
		sinks.close();
		this.console.resume();
		for (Thread thread : threads) {
			thread.join();
		}
		SinkCounts counts = counts("CONSOLE");
		await(() -> counts.held() == 0);
		long complaints = 0;
		for (SinkOutcome outcome : SinkOutcome.values()) {
			complaints += counts.countOf(outcome, org.slf4j.event.Level.WARN);
		}
		assertThat(complaints).isLessThanOrEqualTo(1);
		assertThat(total("CONSOLE")).isEqualTo(4 * each + complaints);
		if (!hang) {
			assertThat(this.console.events()).hasSize((int) counts.countOf(SinkOutcome.WRITTEN));
		}
	}

	private static final class StackTraceless extends RuntimeException {

		StackTraceless(String message) {
			super(message, null, true, false);
		}

	}

}
