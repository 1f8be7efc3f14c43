package dev.fanlight.logging.sink;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedFlush} and for what a sink that lingers writes, and when.
 */
@Timeout(60)
@ResourceLock(Resources.SYSTEM_OUT)
class SharedFlushTests extends SinkFixture {

	/** Longer than a test. */
	private static final Duration LONG = Duration.ofMinutes(5);

	private final PrintStream before = System.out;

	private final Output output = new Output();

	@BeforeEach
	void redirect() {
		System.setOut(new PrintStream(this.output, true));
		this.root.detachAppender("CONSOLE");
		this.root.detachAppender("FILE");
	}

	@AfterEach
	void restore() {
		this.output.stuck.countDown();
		System.setOut(this.before);
	}

	private static SinkLimits lingering(Duration shutdownTimeout) {
		return new SinkLimits(100, 1_000_000, Duration.ZERO, LONG, shutdownTimeout, false);
	}

	private <A extends OutputStreamAppender<ILoggingEvent>> A appender(A appender, boolean header) {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.context);
		encoder.setPattern("%m%n");
		encoder.setOutputPatternAsHeader(header);
		encoder.start();
		appender.setName("OUT");
		appender.setContext(this.context);
		appender.setEncoder(encoder);
		appender.start();
		this.root.addAppender(appender);
		return appender;
	}

	private void lingerAfterOneLine() throws InterruptedException {
		this.logger.info("first");
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 1);
		assertThat(this.output.lines()).isOne();
		awaitLingering();
	}

	private static void awaitLingering() throws InterruptedException {
		await(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("fanlight-sink-OUT"))
			.allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING));
	}

	@Test
	void eachOfTwoApplicationsFlushesWhatItWrites() throws Exception {
		ConsoleAppender<ILoggingEvent> console = appender(new ConsoleAppender<>(), false);
		AsyncSinks first = start(lingering(Duration.ofSeconds(10)), "OUT");
		lingerAfterOneLine();
		OutputStream buffer = console.getOutputStream();
		AsyncSinks second = start(lingering(Duration.ofSeconds(10)), "OUT");
		this.logger.error("of the second");
		await(() -> this.output.lines() == 2);
		assertThat(console.getOutputStream()).isSameAs(buffer);
		second.close();
		assertThat(console.isImmediateFlush()).isFalse();
		this.logger.error("of the first");
		await(() -> this.output.lines() == 3);
		first.close();
		assertThat(console.isImmediateFlush()).isTrue();
	}

	@Test
	void consoleThatWouldCloseItsStreamIsLeftAlone() throws Exception {
		ConsoleAppender<ILoggingEvent> console = appender(new ConsoleAppender<>() {
		}, false);
		OutputStream stream = console.getOutputStream();
		start(lingering(Duration.ofSeconds(10)), "OUT");
		lingerAfterOneLine();
		assertThat(console.getOutputStream()).isSameAs(stream);
		assertThat(console.isImmediateFlush()).isTrue();
	}

	@Test
	void whateverFlushingThrowsCostsTheLinesAndNotTheThread() throws Exception {
		appender(new ConsoleAppender<>(), false);
		AsyncSinks sinks = start(lingering(Duration.ofSeconds(10)), "OUT");
		lingerAfterOneLine();
		System.setOut(new PrintStream(new Output()) {

			@Override
			public void write(byte[] bytes, int offset, int length) {
				throw new OutOfMemoryError("once");
			}

		});
		this.logger.error("lost");
		await(() -> counts("OUT").countOf(SinkOutcome.FAILED) == 1);
		System.setOut(new PrintStream(this.output, true));
		this.logger.error("wakes it");
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 2);
		sinks.close();
		assertThat(counts("OUT").held()).isZero();
	}

	@Test
	void endDoesNotWaitForAConsoleThatHangsForOthers() throws Exception {
		appender(new ConsoleAppender<>(), false);
		AsyncSinks sinks = start(lingering(Duration.ofMillis(100)), "OUT");
		lingerAfterOneLine();
		this.output.sticks = true;
		Thread printing = new Thread(() -> System.out.println("hangs"));
		printing.start();
		await(() -> printing.getState() == Thread.State.WAITING);
		try {
			assertThat(CompletableFuture.runAsync(sinks::close)).succeedsWithin(Duration.ofSeconds(20));
		}
		finally {
			this.output.sticks = false;
			this.output.stuck.countDown();
		}
		printing.join();
	}

	private void logLines(int number) {
		for (int i = 0; i < number; i++) {
			this.logger.info("line {}", i);
		}
	}

	@Test
	void linesThatComeWhileItLingersAreWrittenAtOnce() throws Exception {
		appender(new ConsoleAppender<>(), false);
		start(lingering(Duration.ofSeconds(10)), "OUT");
		lingerAfterOneLine();
		logLines(15);
		assertThat(counts("OUT").held()).isEqualTo(15);
		assertThat(this.output.lines()).isOne();
		this.logger.error("wakes it");
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 17);
		assertThat(this.output.lines()).isEqualTo(17);
		assertThat(this.output.writes).isEqualTo(2);
	}

	@Test
	void queueThatFillsIsWritten() throws Exception {
		appender(new ConsoleAppender<>(), false);
		start(lingering(Duration.ofSeconds(10)), "OUT");
		lingerAfterOneLine();
		logLines(20);
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 21);
	}

	@Test
	void manyLinesAreFlushedBeforeTheQueueIsEmpty() throws Exception {
		appender(new ConsoleAppender<>(), false);
		start(new SinkLimits(10_000, 100_000_000, Duration.ZERO, LONG, Duration.ofSeconds(10), false), "OUT");
		lingerAfterOneLine();
		logLines(1000);
		this.logger.error("wakes it");
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 1002);
		assertThat(this.output.lines()).isEqualTo(1002);
		assertThat(this.output.writes).isBetween(5, 20);
	}

	@Test
	void endDoesNotWaitAndLaterLinesAreFlushedEach() throws Exception {
		ConsoleAppender<ILoggingEvent> console = appender(new ConsoleAppender<>(), false);
		AsyncSinks sinks = start(lingering(Duration.ofSeconds(10)), "OUT");
		lingerAfterOneLine();
		logLines(5);
		sinks.close();
		assertThat(this.output.lines()).isEqualTo(6);
		assertThat(counts("OUT").countOf(SinkOutcome.WRITTEN)).isEqualTo(6);
		assertThat(console.isImmediateFlush()).isTrue();
		this.logger.info("late");
		assertThat(this.output.lines()).isEqualTo(7);
	}

	@Test
	void whatHangsWhileItIsFlushedIsAbandoned() throws Exception {
		appender(new ConsoleAppender<>(), false);
		AsyncSinks sinks = start(lingering(Duration.ofMillis(100)), "OUT");
		lingerAfterOneLine();
		logLines(5);
		this.output.sticks = true;
		sinks.close();
		assertThat(counts("OUT").countOf(SinkOutcome.WRITTEN)).isOne();
		assertThat(counts("OUT").countOf(SinkOutcome.ABANDONED)).isEqualTo(5);
		assertThat(counts("OUT").held()).isZero();
		this.output.sticks = false;
		this.output.stuck.countDown();
		await(() -> {
			this.logger.info("late");
			return this.output.toString().contains("late");
		});
		assertThat(this.output.toString()).startsWith("first\nline 0\nline 1\nline 2\nline 3\nline 4\n");
		assertThat(counts("OUT").held()).isZero();
	}

	@Test
	void appenderThatIsStartedAgainHasItsNewStreamFlushed() throws Exception {
		ConsoleAppender<ILoggingEvent> console = appender(new ConsoleAppender<>(), false);
		start(lingering(Duration.ofSeconds(10)), "OUT");
		lingerAfterOneLine();
		console.stop();
		console.start();
		logLines(5);
		this.logger.error("wakes it");
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 7);
		assertThat(this.output.lines()).isEqualTo(7);
		assertThat(this.output.writes).isEqualTo(2);
	}

	@Test
	void headerIsNotWrittenTwice() throws Exception {
		ConsoleAppender<ILoggingEvent> console = appender(new ConsoleAppender<>(), true);
		start(lingering(Duration.ofSeconds(10)), "OUT");
		this.logger.info("first");
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 1);
		assertThat(this.output.toString()).startsWith("#logback.classic pattern").doesNotContain("\n#");
		assertThat(console.isImmediateFlush()).isTrue();
	}

	@Test
	void fileIsFlushedOnce(@TempDir Path directory) throws Exception {
		FileAppender<ILoggingEvent> file = new FileAppender<>();
		Path path = directory.resolve("app.log");
		file.setFile(path.toString());
		appender(file, true);
		AsyncSinks sinks = start(lingering(Duration.ofSeconds(10)), "OUT");
		this.logger.info("first");
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 1);
		assertThat(Files.readAllLines(path)).hasSize(2);
		assertThat(file.isImmediateFlush()).isFalse();
		logLines(5);
		sinks.close();
		assertThat(Files.readAllLines(path)).hasSize(7);
		assertThat(file.isImmediateFlush()).isTrue();
		this.logger.info("late");
		assertThat(Files.readAllLines(path)).hasSize(8);
	}

	@Test
	void fileThatItsUserDoesNotFlushStaysSo(@TempDir Path directory) throws Exception {
		FileAppender<ILoggingEvent> file = new FileAppender<>();
		file.setFile(directory.resolve("app.log").toString());
		file.setImmediateFlush(false);
		appender(file, false);
		AsyncSinks sinks = start(lingering(Duration.ofSeconds(10)), "OUT");
		this.logger.info("first");
		await(() -> counts("OUT").countOf(SinkOutcome.WRITTEN) == 1);
		sinks.close();
		assertThat(file.isImmediateFlush()).isFalse();
	}

	private static final class Output extends OutputStream {

		private final ByteArrayOutputStream written = new ByteArrayOutputStream();

		private final CountDownLatch stuck = new CountDownLatch(1);

		private volatile boolean sticks;

		private volatile int writes;

		@Override
		public void write(int value) {
			throw new IllegalStateException("Not a line");
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			if (this.sticks) {
				try {
					this.stuck.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
			synchronized (this.written) {
				this.written.write(bytes, offset, length);
				this.writes++;
			}
		}

		private int lines() {
			return (int) toString().chars().filter((character) -> character == '\n').count();
		}

		@Override
		public String toString() {
			synchronized (this.written) {
				return this.written.toString(StandardCharsets.UTF_8);
			}
		}

	}

}
