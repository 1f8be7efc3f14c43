package dev.fanlight.benchmarks;

import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import dev.fanlight.logging.CanonicalField;
import dev.fanlight.logging.CanonicalLine;
import dev.fanlight.logging.CanonicalLogger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.event.Level;

/**
 * The line about a request, from its fields to the bytes of the JSON line, redacted;
 * beside the same fields as key-values of an ordinary log call to plain LogstashEncoder.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class CanonicalLineBenchmark {

	private static final Runnable NOTHING = () -> {
	};

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN_ID = "00f067aa0ba902b7";

	private static final String REQUEST_ID = "8c1f0e6242f54bd9a5a12c9f6b9a7f11";

	private final CanonicalLogger lines = new CanonicalLogger(
			LineWriter.FANLIGHT.logger("request_id", REQUEST_ID).getLoggerContext(), CanonicalLogger.REQUEST);

	private final Logger logstash = LineWriter.LOGSTASH.logger("traceId", TRACE_ID, "spanId", SPAN_ID, "trace_sampled",
			"true", "request_id", REQUEST_ID);

	private int duration;

	/** The canonical line. */
	@Benchmark
	public void canonical() {
		int took = next();
		this.lines.write(Level.INFO,
				CanonicalLine.ofRequest("GET", "/hello/{name}", 200, took, false)
					.with(CanonicalField.METHOD, "GET")
					.with(CanonicalField.ROUTE, "/hello/{name}")
					.with(CanonicalField.STATUS, 200)
					.with(CanonicalField.DURATION, took)
					.with(CanonicalField.BYTES_OUT, 1720)
					.with(CanonicalField.CLIENT_ADDRESS, "127.0.0.1")
					.with(CanonicalField.USER_AGENT, "Java-http-client/17.0.15")
					.of(TRACE_ID, SPAN_ID, true),
				(of) -> NOTHING, this);
	}

	/** What an application would write itself. */
	@Benchmark
	public void keyValues() {
		int took = next();
		this.logstash.atInfo()
			.addKeyValue("http_request_method", "GET")
			.addKeyValue("http_route", "/hello/{name}")
			.addKeyValue("http_response_status_code", 200)
			.addKeyValue("duration_ms", took)
			.addKeyValue("http_response_body_size", 1720)
			.addKeyValue("client_address", "127.0.0.1")
			.addKeyValue("user_agent_original", "Java-http-client/17.0.15")
			.log("GET /hello/{name} 200 in " + took + " ms");
	}

	private int next() {
		this.duration = (this.duration + 1) % 100;
		return this.duration;
	}

}
