package dev.fanlight.benchmarks;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import net.logstash.logback.argument.StructuredArguments;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One whole log call, from the logger to the bytes of the line: Fanlight with redaction
 * beside Boot's text and structured formats without any, and beside
 * logstash-logback-encoder with and without masks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 20, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx512m")
public class LineBenchmark {

	private static final Exception FAILURE = failure(30);

	/** Who writes the line. */
	@Param({ "fanlight", "fanlightOff", "text", "boot", "bootEcs", "logstash", "logstashMasks" })
	public String writer = "fanlight";

	private Logger logger = LineWriter.FANLIGHT.logger();

	private Logger traced = this.logger;

	private int order;

	/** Prepare the writer of the parameter. */
	@Setup
	public void prepare() {
		LineWriter lineWriter = LineWriter.valueOf(this.writer.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
		this.logger = lineWriter.logger();
		this.traced = lineWriter.logger("traceId", "4bf92f3577b34da6a3ce929d0e0e4736", "spanId", "00f067aa0ba902b7",
				"trace_sampled", "true", "request_id", "8c1f0e62-42f5-4bd9-a5a1-2c9f6b9a7f11", "tenant", "acme");
	}

	/** A short line with three arguments. */
	@Benchmark
	public void arguments() {
		this.logger.info("Created order {} of customer {} in {} ms", ++this.order, "6f9619ff-8b86-4d01", 14);
	}

	/** The same inside a traced request: five entries in the MDC. */
	@Benchmark
	public void mdc() {
		this.traced.info("Created order {} of customer {} in {} ms", ++this.order, "6f9619ff-8b86-4d01", 14);
	}

	/** Three structured arguments. */
	@Benchmark
	public void structured() {
		this.logger.info("Created order {} {} {}", StructuredArguments.kv("order_id", ++this.order),
				StructuredArguments.kv("customer", "6f9619ff-8b86-4d01"), StructuredArguments.kv("took_ms", 14));
	}

	/** An exception with one cause and sixty frames. */
	@Benchmark
	public void exception() {
		this.logger.error("Order {} failed", ++this.order, FAILURE);
	}

	/** A line below the level, which is not written. */
	@Benchmark
	public void disabled() {
		this.logger.debug("Created order {} of customer {}", this.order, "6f9619ff-8b86-4d01");
	}

	private static Exception failure(int depth) {
		if (depth > 0) {
			return failure(depth - 1);
		}
		return new IllegalStateException("order 100482 failed", new java.io.IOException("connection reset by peer"));
	}

}
