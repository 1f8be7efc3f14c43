package dev.fanlight.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.LogGate;
import dev.fanlight.logging.gate.RecorderLimits;
import dev.fanlight.logging.gate.Recording;
import dev.fanlight.logging.gate.ReplayReason;
import dev.fanlight.logging.gate.StormGuard;
import dev.fanlight.logging.gate.StormLimits;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import static net.logstash.logback.argument.StructuredArguments.kv;

/**
 * A DEBUG call that the flight recorder holds until its request succeeds, beside the same
 * call at a disabled and at an enabled level; and what recorder and storm guard cost the
 * lines they let pass. Each figure is one call, ten of them are a request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class HeldLineBenchmark {

	private static final int LINES = 10;

	/** No turbo filter at all. */
	private final Logger plain = LineWriter.FANLIGHT_OFF.logger();

	/** Redaction only. */
	private final Logger redacted = LineWriter.FANLIGHT.logger();

	private final Logger enabled = LineWriter.FANLIGHT.logger();

	private final Logger gated = LineWriter.FANLIGHT.logger();

	private final Logger suppressed = LineWriter.FANLIGHT.logger();

	private final Logger notChosen = this.gated.getLoggerContext().getLogger("org.library.Thing");

	private final FlightRecorder recorder = new FlightRecorder(List.of("dev.shop"),
			new RecorderLimits(1000, 262_144, 16_777_216, Duration.ofMinutes(5), Integer.MAX_VALUE), true, null,
			Clock.systemUTC());

	private final Exception failure = new IllegalStateException("no stock");

	private int order;

	/** Put the gate in place. */
	public HeldLineBenchmark() {
		LogGate.install(this.gated.getLoggerContext(), this.recorder, guard(Integer.MAX_VALUE), null, null);
		LogGate.install(this.suppressed.getLoggerContext(), null, guard(1), null, null);
		this.enabled.setLevel(Level.DEBUG);
	}

	private static StormGuard guard(int limit) {
		return new StormGuard(new StormLimits(limit, limit, 1024), List.of(), null, System::nanoTime);
	}

	private void debug(Logger logger) {
		logger.debug("Created order {} of customer {} in {} ms", ++this.order, "6f9619ff-8b86-4d01", 14);
	}

	/** Below the level, no filter. */
	@Benchmark
	public void disabledPlain() {
		debug(this.plain);
	}

	/** Below the level, with redaction. */
	@Benchmark
	public void disabledRedacted() {
		debug(this.redacted);
	}

	/** Below the level, outside of a request. */
	@Benchmark
	public void disabledOutside() {
		debug(this.gated);
	}

	/** Below the level, of a logger that is not chosen, inside of a request. */
	@Benchmark
	@OperationsPerInvocation(LINES)
	public void disabledNotChosen() {
		request(this.notChosen, null);
	}

	/** Held and forgotten. */
	@Benchmark
	@OperationsPerInvocation(LINES)
	public void held() {
		request(this.gated, null);
	}

	/** Held and written as JSON. */
	@Benchmark
	@OperationsPerInvocation(LINES)
	public void heldAndWritten() {
		request(this.gated, ReplayReason.FAILED);
	}

	/** Held with an argument that has to become text. */
	@Benchmark
	@OperationsPerInvocation(LINES)
	public void heldObject() {
		Recording recording = begin();
		for (int i = 0; i < LINES; i++) {
			this.gated.debug("Created {} in {} ms", new Order(++this.order, "6f9619ff-8b86-4d01", 14.5), 14);
		}
		recording.leave(null);
		Recording.bind(null);
	}

	/** Held with structured arguments. */
	@Benchmark
	@OperationsPerInvocation(LINES)
	public void heldStructured() {
		Recording recording = begin();
		for (int i = 0; i < LINES; i++) {
			this.gated.debug("Created {} of {}", kv("order", ++this.order), kv("customer", "6f9619ff-8b86-4d01"));
		}
		recording.leave(null);
		Recording.bind(null);
	}

	/** Enabled and written as JSON. */
	@Benchmark
	public void enabled() {
		debug(this.enabled);
	}

	/** A line at INFO without a storm guard. */
	@Benchmark
	public void infoUnguarded() {
		this.redacted.info("Created order {} of customer {} in {} ms", ++this.order, "6f9619ff-8b86-4d01", 14);
	}

	/** The same with a storm guard that counts it. */
	@Benchmark
	public void infoGuarded() {
		this.gated.info("Created order {} of customer {} in {} ms", ++this.order, "6f9619ff-8b86-4d01", 14);
	}

	/** The same when the storm guard suppresses it. */
	@Benchmark
	public void infoSuppressed() {
		this.suppressed.info("Created order {} of customer {} in {} ms", ++this.order, "6f9619ff-8b86-4d01", 14);
	}

	/** A line with an exception that the storm guard suppresses. */
	@Benchmark
	public void errorSuppressed() {
		this.suppressed.error("Could not create order {}", ++this.order, this.failure);
	}

	private void request(Logger logger, @Nullable ReplayReason reason) {
		Recording recording = begin();
		for (int i = 0; i < LINES; i++) {
			debug(logger);
		}
		recording.leave(reason);
		Recording.bind(null);
	}

	private Recording begin() {
		Recording recording = this.recorder.start(false);
		Recording.bind(recording);
		return recording;
	}

	/**
	 * An argument of a type of the application.
	 *
	 * @param number a number
	 * @param customer a text
	 * @param amount another number
	 */
	record Order(int number, String customer, double amount) {
	}

}
