package dev.fanlight.logging.gate;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import com.sun.management.ThreadMXBean;
import dev.fanlight.logging.LogRedaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the gate may cost a line that it has nothing to do with: nothing.
 */
class GateAllocationTests {

	private static final int ROUNDS = 20_000;

	/**
	 * Logback makes an array of one or two arguments to ask any filter. The compiler
	 * leaves it out only where it has inlined the whole question.
	 */
	private static final int ARRAY = 24;

	/**
	 * What a held line of three arguments may take: itself, its moment, its arguments.
	 */
	private static final int HELD = 240;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final LoggerContext context = new LoggerContext();

	private final Logger chosen = this.context.getLogger("shop.Orders");

	private final Logger other = this.context.getLogger("org.library.Thing");

	private final LongAdder errors = new LongAdder();

	private FlightRecorder recorder;

	static List<Arguments> calls() {
		return List.of(call("message", 0, (log) -> log.debug("message")),
				call("one argument", ARRAY, (log) -> log.debug("message {}", "a")),
				call("two arguments", ARRAY, (log) -> log.debug("message {} {}", "a", "b")),
				call("question", 0, (log) -> assertThatIsDisabled(log.isDebugEnabled())),
				call("fluent", 0, (log) -> log.atDebug().log("message")));
	}

	private static Arguments call(String name, int budget, Consumer<Logger> call) {
		return Arguments.of(name, budget, call);
	}

	private static void assertThatIsDisabled(boolean enabled) {
		if (enabled) {
			throw new AssertionError("enabled");
		}
	}

	@BeforeEach
	void install() {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		Logger root = this.context.getLogger(Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.INFO);
		AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				// Only what the gate costs is looked at
			}

		};
		appender.start();
		root.addAppender(appender);
		LogRedaction.install(this.context, null);
		this.recorder = new FlightRecorder(List.of("shop"),
				new RecorderLimits(1000, 1_000_000, 10_000_000, Duration.ofMinutes(5), 1000), true, null,
				Clock.systemUTC());
	}

	@AfterEach
	void unbind() {
		Recording.bind(null);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("calls")
	void disabledCallOutsideOfARequestAllocatesNothing(String name, int budget, Consumer<Logger> call) {
		gate();
		assertThat(bytesPerRound(() -> call.accept(this.chosen))).isLessThan(budget + 1);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("calls")
	void disabledCallOfALoggerThatIsNotChosenAllocatesNothing(String name, int budget, Consumer<Logger> call) {
		gate();
		Recording.bind(this.recorder.start(false));
		assertThat(bytesPerRound(() -> call.accept(this.other))).isLessThan(budget + 1);
	}

	@Test
	void enabledCallAllocatesNoMoreWithTheGate() {
		IllegalStateException failure = new IllegalStateException("why", new java.io.IOException("reset"));
		double bare = bytesPerRound(() -> this.other.info("message"));
		double line = bytesPerRound(() -> this.other.info("message {} {}", "a", "b"));
		double error = bytesPerRound(() -> this.other.error("message", failure));
		gate();
		assertThat(bytesPerRound(() -> this.other.info("message"))).isLessThan(bare + 1);
		assertThat(bytesPerRound(() -> this.other.info("message {} {}", "a", "b"))).isLessThan(line + 1);
		assertThat(bytesPerRound(() -> this.other.error("message", failure))).isLessThan(error + 1);
		assertThat(this.errors.sum()).isGreaterThan(ROUNDS);
	}

	@Test
	void heldLineAllocatesItselfAndItsArguments() {
		gate();
		Object[] arguments = { 100482, "6f9619ff-8b86-4d01", 14L };
		double perLine = bytesPerRound(() -> {
			Recording recording = this.recorder.start(false);
			Recording.bind(recording);
			for (int i = 0; i < 10; i++) {
				this.chosen.debug("Created order {} of customer {} in {} ms", arguments);
			}
			recording.leave(null);
		}) / 10;
		assertThat(perLine).as("bytes per held line").isLessThan(HELD);
	}

	private void gate() {
		StormGuard guard = new StormGuard(new StormLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, 1024), List.of(), null,
				System::nanoTime);
		LogGate.install(this.context, this.recorder, guard, () -> Level.OFF_INT,
				(logger, thrown) -> this.errors.increment());
	}

	private double bytesPerRound(Runnable round) {
		for (int i = 0; i < 3 * ROUNDS; i++) {
			round.run();
		}
		double best = Double.MAX_VALUE;
		for (int run = 0; run < 5; run++) {
			long before = this.threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < ROUNDS; i++) {
				round.run();
			}
			best = Math.min(best, (double) (this.threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
		}
		return best;
	}

}
