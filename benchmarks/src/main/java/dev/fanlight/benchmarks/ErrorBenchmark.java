package dev.fanlight.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.Fingerprints;
import dev.fanlight.errors.InboxSettings;
import dev.fanlight.errors.Sighting;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the error inbox adds to an ERROR line with a throwable of 64 frames, beside making
 * the throwable and writing its trace as text.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class ErrorBenchmark {

	private static final int FRAMES = 64;

	private final ErrorInbox inbox = new ErrorInbox(new Fingerprints(List.of("dev.fanlight.benchmarks")),
			new InboxSettings(200, Duration.ofDays(14), "1.0"), Redactor.of(RedactionPolicy.defaults()),
			(error) -> false, Clock.systemUTC());

	private final Throwable known = make();

	/** Something to compare with: the throwable alone. */
	@Benchmark
	public Throwable make() {
		return make(FRAMES);
	}

	private static Throwable make(int frames) {
		return (frames == 0) ? new IllegalStateException("card declined") : make(frames - 1);
	}

	/** The throwable, and its frames as text, as every encoder writes them. */
	@Benchmark
	public int makeAndWrite() {
		StringBuilder text = new StringBuilder();
		for (StackTraceElement frame : make().getStackTrace()) {
			text.append("\n\tat ").append(frame);
		}
		return text.length();
	}

	/** The throwable, its fingerprint for the line, and its place in the inbox. */
	@Benchmark
	public @Nullable String makeAndTake() {
		Throwable error = make();
		String fingerprint = this.inbox.fingerprint(error);
		this.inbox.record(new Sighting(error, Edge.LOG, null, null, null));
		return fingerprint;
	}

	/** The same error at the next edge. */
	@Benchmark
	public @Nullable String takeAgain() {
		this.inbox.record(new Sighting(this.known, Edge.REQUEST, "/orders", "4bf92f3577b34da6a3ce929d0e0e4736", null));
		return this.inbox.fingerprint(this.known);
	}

}
