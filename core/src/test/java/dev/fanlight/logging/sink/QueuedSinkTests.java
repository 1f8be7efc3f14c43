package dev.fanlight.logging.sink;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import dev.fanlight.logging.MdcContextStorage;
import dev.fanlight.logging.MdcKey;
import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.LogGate;
import dev.fanlight.logging.gate.RecorderLimits;
import dev.fanlight.logging.gate.Recording;
import dev.fanlight.logging.gate.ReplayReason;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.argument.StructuredArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link QueuedSink}: what it owes to callers, to the heap and to each line.
 */
@Timeout(60)
class QueuedSinkTests extends SinkFixture {

	private static final String COMPLAINT = "does not keep up";

	static Stream<Throwable> failures() {
		return Stream.of(new AssertionError(), new OutOfMemoryError(), new IOException("checked"), new LinkageError());
	}

	private void hangWithOneInFlight() throws InterruptedException {
		this.console.hang();
		this.logger.info("in flight");
		assertThat(this.console.awaitHanging()).isTrue();
	}

	@ParameterizedTest
	@MethodSource("failures")
	void whateverTheAppenderThrowsCostsOneLine(Throwable failure) throws Exception {
		start(LIMITS, "CONSOLE");
		this.console.fail(failure);
		this.logger.info("lost");
		await(() -> this.console.attempts() == 1);
		this.console.fail(null);
		for (int i = 0; i < 10; i++) {
			this.logger.info("line");
		}
		await(() -> counts("CONSOLE").countOf(SinkOutcome.WRITTEN) == 10);
		assertThat(counts("CONSOLE").countOf(SinkOutcome.FAILED)).isOne();
		assertThat(counts("CONSOLE").held()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { MdcKey.REQUEST_ID, MdcKey.TRACE_ID, "tenant" })
	void requestWaitsNoLongerThanAllowedForAllItsLinesInAllSinks(String key) throws Exception {
		Duration block = Duration.ofMillis(100);
		start(new SinkLimits(4, 1_000_000, block, Duration.ZERO, Duration.ofMillis(1), false), "CONSOLE", "FILE");
		this.console.slow(Duration.ofMillis(20));
		this.file.slow(Duration.ofMillis(20));
		// Without the bound they would take a second in each sink
		Runnable request = () -> {
			this.context.getMDCAdapter().put(key, "one of " + key);
			logLines(50);
		};
		assertThat(nanosOnAThreadOfItsOwn(request)).isBetween(block.toNanos(), 7 * block.toNanos());
		Runnable requests = () -> {
			request.run();
			this.context.getMDCAdapter().put(key, "another of " + key);
			logLines(50);
		};
		// What nothing tells apart is one
		long least = key.equals("tenant") ? 1 : 2;
		assertThat(nanosOnAThreadOfItsOwn(requests)).isBetween(least * block.toNanos(), (least + 6) * block.toNanos());
	}

	private void logLines(int number) {
		for (int i = 0; i < number; i++) {
			this.logger.info("line {}", i);
		}
	}

	@Test
	void callThatWaitsSleepsUntilThereIsRoom() throws Exception {
		start(new SinkLimits(10, 1_000_000, Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(10), false),
				"CONSOLE");
		hangWithOneInFlight();
		logLines(8);
		Thread[] waiting = IntStream.range(0, 20).mapToObj((i) -> new Thread(() -> {
			this.logger.info("waits");
			synchronized (this.now) {
				this.now.addAndGet(ManagementFactory.getThreadMXBean()
					.getThreadInfo(Thread.currentThread().getId())
					.getWaitedCount());
			}
		})).toArray(Thread[]::new);
		for (Thread thread : waiting) {
			thread.start();
		}
		await(() -> Stream.of(waiting).allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING));
		CountDownLatch never = new CountDownLatch(1);
		assertThat(never.await(200, TimeUnit.MILLISECONDS)).isFalse();
		this.console.resume();
		for (Thread thread : waiting) {
			thread.join();
		}
		await(() -> this.console.events().size() == 1 + 8 + waiting.length);
		assertThat(this.now.get()).isLessThan(20 * waiting.length);
	}

	@Test
	void linesOfAReplayLeaveRoomForThoseOfOtherRequests() throws Exception {
		this.logger.setLevel(Level.INFO);
		FlightRecorder recorder = new FlightRecorder(List.of("shop"),
				new RecorderLimits(200, 1_000_000, 1_000_000, Duration.ofMinutes(5), 1000), true, null,
				Clock.systemUTC());
		LogGate.install(this.context, recorder, null, null, null);
		start(LIMITS, "CONSOLE");
		hangWithOneInFlight();
		Recording recording = recorder.start(false);
		Recording.bind(recording);
		try {
			for (int i = 0; i < 200; i++) {
				this.logger.debug("held {}", i);
			}
			recording.leave(ReplayReason.FAILED);
		}
		finally {
			Recording.bind(null);
		}
		for (int i = 0; i < 15; i++) {
			this.logger.info("of another request");
		}
		SinkCounts counts = counts("CONSOLE");
		assertThat(counts.countOf(SinkOutcome.DROPPED, org.slf4j.event.Level.DEBUG)).isEqualTo(140);
		assertThat(counts.countOf(SinkOutcome.DROPPED, org.slf4j.event.Level.INFO)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "object", "password=hunter2-Xq9zLmT4", "text" })
	void onlyWhatALineStillNeedsIsHeld(String what) throws Exception {
		start(new SinkLimits(1000, 16 << 20, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), false), "CONSOLE");
		// Which would hold them
		this.root.detachAppender("FILE");
		hangWithOneInFlight();
		List<WeakReference<Object>> documents = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			Object document = what.equals("text") ? "x".repeat(1 << 20) : new Document();
			documents.add(new WeakReference<>(document));
			this.logger.info("stored {} as {} {}", document, i, what);
		}
		assertThat(counts("CONSOLE").held()).isEqualTo(101);
		await(() -> {
			System.gc();
			return documents.stream().allMatch((document) -> document.get() == null);
		});
		this.console.resume();
		await(() -> this.console.events().size() == 101);
		assertThat(this.console.messages().get(100))
			.startsWith(what.equals("text") ? "stored xxx" : "stored a document as 99 " + what.split("=")[0]);
		ILoggingEvent last = this.console.events().get(100);
		assertThat(last.getThreadName()).isEqualTo(Thread.currentThread().getName());
		assertThat(last.getLevel()).isEqualTo(Level.INFO);
		assertThat(last.getLoggerName()).isEqualTo("shop.orders.OrderService");
		assertThat(last.getTimeStamp()).isCloseTo(System.currentTimeMillis(), within(60_000L));
		assertThat(last.getInstant().toEpochMilli()).isEqualTo(last.getTimeStamp());
		assertThat(last.getArgumentArray()).hasSize(3);
		assertThat(last.getCallerData()).isEmpty();
	}

	@Test
	void structuredArgumentIsStillThere() throws Exception {
		AsyncSinks sinks = start(LIMITS, "CONSOLE");
		StructuredArgument order = StructuredArguments.kv("order", 42);
		this.logger.info("stored {} {}", new Document(), order);
		sinks.close();
		assertThat(this.console.events().get(0).getArgumentArray()).containsExactly(Document.class.getName(), order);
	}

	@Test
	void lineWithoutIdsHasThoseOfTheSpanInWhichItWasLogged() throws Exception {
		AsyncSinks sinks = start(LIMITS, "CONSOLE");
		boolean before = MdcContextStorage.isActive();
		MdcContextStorage.active(true);
		Span span = Span.wrap(SpanContext.create("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7",
				TraceFlags.getSampled(), TraceState.getDefault()));
		try (Scope scope = Context.root().with(span).makeCurrent()) {
			this.context.getMDCAdapter().put("tenant", "acme");
			this.logger.info("line");
			this.context.getMDCAdapter().put(MdcKey.TRACE_ID, "its own");
			this.logger.info("line");
		}
		finally {
			MdcContextStorage.active(before);
		}
		sinks.close();
		assertThat(this.console.events().get(0).getMDCPropertyMap()).hasSize(4)
			.containsEntry("tenant", "acme")
			.containsEntry(MdcKey.TRACE_ID, "4bf92f3577b34da6a3ce929d0e0e4736")
			.containsEntry(MdcKey.SPAN_ID, "00f067aa0ba902b7")
			.containsEntry(MdcKey.TRACE_SAMPLED, "true");
		assertThat(this.console.events().get(1).getMDCPropertyMap()).hasSize(2)
			.containsEntry(MdcKey.TRACE_ID, "its own");
	}

	@Test
	void sinkThatWasMerelySlowWritesLaterLines() throws Exception {
		AsyncSinks sinks = start(
				new SinkLimits(100, 1_000_000, Duration.ZERO, Duration.ZERO, Duration.ofMillis(50), false), "CONSOLE");
		this.console.slow(Duration.ofMillis(20));
		logLines(60);
		sinks.close();
		SinkCounts counts = counts("CONSOLE");
		assertThat(counts.countOf(SinkOutcome.ABANDONED)).isPositive();
		this.console.slow(Duration.ZERO);
		await(() -> writers().isEmpty());
		this.logger.error("last words");
		assertThat(this.console.messages()).endsWith("last words");
		assertThat(total("CONSOLE")).isEqualTo(61);
		assertThat(counts.held()).isZero();
	}

	private static List<String> writers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.equals("fanlight-sink-CONSOLE"))
			.toList();
	}

	@Test
	void interruptOfWhoeverShutsDownCostsNoLine() throws Exception {
		AsyncSinks sinks = start(LIMITS, "CONSOLE");
		this.console.slow(Duration.ofMillis(2));
		logLines(60);
		Thread.currentThread().interrupt();
		sinks.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(counts("CONSOLE").countOf(SinkOutcome.WRITTEN)).isEqualTo(60);
	}

	@Test
	void fullDiskIsNotCountedAsWritten(@TempDir Path directory) throws Exception {
		Path full = Path.of("/dev/full");
		assumeThat(full).exists();
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.context);
		encoder.setPattern("%m%n");
		encoder.start();
		FileAppender<ILoggingEvent> disk = new FileAppender<>();
		disk.setContext(this.context);
		disk.setName("DISK");
		disk.setFile(Files.createSymbolicLink(directory.resolve("app.log"), full).toString());
		disk.setEncoder(encoder);
		disk.start();
		this.root.addAppender(disk);
		AsyncSinks sinks = start(LIMITS, "DISK");
		logLines(60);
		sinks.close();
		assertThat(counts("DISK").countOf(SinkOutcome.FAILED)).isEqualTo(60);
	}

	@Test
	void streamThatIsNotWrittenByTheSinkAnyMoreIsNotListenedTo(@TempDir Path directory) throws Exception {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.context);
		encoder.setPattern("%m%n");
		encoder.start();
		OutputStreamAppender<ILoggingEvent> disk = new OutputStreamAppender<>();
		disk.setContext(this.context);
		disk.setName("DISK");
		disk.setEncoder(encoder);
		ListenedStream first = new ListenedStream(directory.resolve("1.log"));
		ListenedStream second = new ListenedStream(directory.resolve("2.log"));
		disk.setOutputStream(first);
		disk.start();
		this.root.addAppender(disk);
		AsyncSinks sinks = start(LIMITS, "DISK");
		logLines(2);
		await(() -> counts("DISK").countOf(SinkOutcome.WRITTEN) == 2);
		assertThat(first.listeners).hasSize(1);
		disk.setOutputStream(second);
		logLines(2);
		await(() -> counts("DISK").countOf(SinkOutcome.WRITTEN) == 4);
		assertThat(first.listeners).isEmpty();
		assertThat(second.listeners).hasSize(1);
		sinks.close();
		assertThat(second.listeners).isEmpty();
		disk.stop();
	}

	@Test
	void everyOutageIsSaidOnceButNotMoreOftenThanOnceAMinute() throws Exception {
		start(new SinkLimits(10, 1_000_000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), false), "CONSOLE");
		outage();
		assertThat(this.file.messages()).filteredOn((line) -> line.contains(COMPLAINT)).hasSize(1);
		outage();
		assertThat(this.file.messages()).filteredOn((line) -> line.contains(COMPLAINT)).hasSize(1);
		this.now.addAndGet(TimeUnit.MINUTES.toNanos(1));
		// The thread looks at the time when it has nothing to do
		await(() -> {
			outage();
			return this.file.messages().stream().filter((line) -> line.contains(COMPLAINT)).count() == 2;
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "WARN", "ERROR" })
	void outageIsSaidWhereThereIsNoRoomForAWarning(String level) throws Exception {
		this.root.setLevel(Level.WARN);
		start(new SinkLimits(10, 1_000_000, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10), false), "CONSOLE");
		this.root.detachAppender("FILE");
		this.console.hang();
		for (int i = 0; i < 20; i++) {
			this.logger.atLevel(org.slf4j.event.Level.valueOf(level)).log("line");
		}
		this.console.resume();
		await(() -> counts("CONSOLE").held() == 0);
		assertThat(this.console.messages()).filteredOn((line) -> line.contains(COMPLAINT)).hasSize(1);
		assertThat(total("CONSOLE")).isEqualTo(20 + 1);
	}

	@Test
	void abandonsThatLinesAreDroppedWithTheOthers() throws Exception {
		AsyncSinks sinks = start(
				new SinkLimits(10, 1_000_000, Duration.ZERO, Duration.ZERO, Duration.ofMillis(50), false), "CONSOLE");
		hangWithOneInFlight();
		for (int i = 0; i < 20; i++) {
			this.logger.error("line");
		}
		sinks.close();
		assertThat(counts("CONSOLE").countOf(SinkOutcome.ABANDONED)).isEqualTo(1 + 10 + 1);
		assertThat(total("CONSOLE")).isEqualTo(1 + 20 + 1);
	}

	private void outage() {
		this.console.hang();
		logLines(20);
		this.console.resume();
		try {
			await(() -> counts("CONSOLE").held() == 0);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void applicationThatEndsLeavesTheSinksOfTheOther() throws Exception {
		AsyncSinks one = start(LIMITS, "CONSOLE");
		SinkCounts ones = counts("CONSOLE");
		AsyncSinks other = start(LIMITS, "CONSOLE");
		this.logger.info("of both");
		other.close();
		assertThat(this.console.messages()).containsExactly("of both");
		this.console.hang();
		assertThat(nanosOnAThreadOfItsOwn(() -> logLines(200))).isLessThan(TimeUnit.SECONDS.toNanos(10));
		assertThat(ones.countOf(SinkOutcome.DROPPED)).isPositive();
		this.console.resume();
		one.close();
		this.logger.info("after");
		assertThat(this.console.messages()).endsWith("after");
	}

	@Test
	void applicationThatEndsFirstLeavesTheSinksOfTheLater() throws Exception {
		AsyncSinks one = start(LIMITS, "CONSOLE", "FILE");
		SinkCounts ones = counts("FILE");
		start(LIMITS, "CONSOLE");
		this.logger.info("line");
		one.close();
		// What the later did not want remains with the earlier
		assertThat(ones.countOf(SinkOutcome.WRITTEN)).isOne();
		this.console.hang();
		assertThat(nanosOnAThreadOfItsOwn(() -> logLines(200))).isLessThan(TimeUnit.SECONDS.toNanos(10));
		assertThat(counts("CONSOLE").countOf(SinkOutcome.DROPPED)).isPositive();
	}

	@Test
	void whoIsToldOfASinkMayLogAndTakeLocks() throws Exception {
		CountDownLatch told = new CountDownLatch(2);
		AtomicBoolean locked = new AtomicBoolean();
		AsyncSinks sinks = AsyncSinks.of(this.context, (name) -> true, LIMITS);
		this.open.add(sinks);
		sinks.onSink((counts) -> {
			locked.compareAndSet(false, Thread.holdsLock(this.root) || Thread.holdsLock(this.context));
			told.countDown();
		});
		sinks.start();
		assertThat(told.getCount()).isZero();
		CountDownLatch late = new CountDownLatch(1);
		sinks.onSink((counts) -> {
			if (counts.sink().equals("LATE")) {
				locked.compareAndSet(false, Thread.holdsLock(this.root));
				late.countDown();
			}
		});
		attach(new ScriptedAppender("LATE"));
		this.logger.info("line");
		assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(locked).isFalse();
	}

	private static final class ListenedStream extends ResilientFileOutputStream {

		private final List<RecoveryListener> listeners = new CopyOnWriteArrayList<>();

		ListenedStream(Path file) throws IOException {
			super(file.toFile(), false, 8192);
		}

		@Override
		public void addRecoveryListener(RecoveryListener listener) {
			this.listeners.add(listener);
			super.addRecoveryListener(listener);
		}

		@Override
		public void removeRecoveryListener(RecoveryListener listener) {
			this.listeners.remove(listener);
			super.removeRecoveryListener(listener);
		}

	}

	private static final class Document {

		private final byte[] content = new byte[1 << 20];

		@Override
		public String toString() {
			return (this.content.length > 0) ? "a document" : "nothing";
		}

	}

}
