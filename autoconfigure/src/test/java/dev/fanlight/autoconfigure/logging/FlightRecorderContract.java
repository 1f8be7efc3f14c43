package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.fanlight.token.Grant;
import dev.fanlight.token.Grant.LogScope;
import dev.fanlight.token.TokenKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every web stack owes to a request that fails: its DEBUG lines, in order, on
 * whichever thread they were written; and to the others, silence.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class FlightRecorderContract {

	private static final String KEY = "a-key-of-a-test-with-thirty-two-bytes";

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	RunningApplication application;

	abstract RunningApplication start(String... arguments);

	@BeforeAll
	void run() {
		this.application = start("--fanlight.request-token.key=" + KEY,
				"--fanlight.logging.flight-recorder.slow-threshold=400ms",
				"--fanlight.logging.flight-recorder.slow-job-threshold=1m");
	}

	@AfterAll
	void close() {
		this.application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ok", "/not-found", "/answered/400", "/refused" })
	void requestThatSucceedsWritesNothingBelowItsLevel(String path, CapturedOutput output) {
		this.application.get(path + "?marker=quiet");
		assertThat(ended("discarded")).isPositive();
		assertThat(lines(output, "quiet")).extracting(FlightRecorderContract::message).containsExactly("info quiet");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/boom", "/handled", "/status", "/later" })
	void requestThatFailsWritesItsLines(String path, CapturedOutput output) {
		String marker = "marker" + path.substring(1);
		// Unsampled: what is kept does not depend on the trace
		int status = this.application
			.get(path + "?marker=" + marker, "traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-00", "X-Request-ID",
					"id-" + marker)
			.statusCode();
		assertThat(status).isBetween(500, 599);
		List<JsonNode> lines = await(output, marker, 4);
		assertThat(lines).extracting(FlightRecorderContract::message)
			.containsExactly("info " + marker, "first " + marker, "second 1 " + marker, "third " + marker);
		assertThat(lines).extracting((line) -> line.path("replayed").asBoolean(false))
			.containsExactly(false, true, true, true);
		assertThat(lines).extracting((line) -> line.get("level").asString())
			.containsExactly("info", "debug", "trace", "debug");
		assertThat(lines).extracting((line) -> line.path("trace_id").asString("")).containsOnly(TRACE_ID);
		assertThat(lines).extracting((line) -> line.path("request_id").asString("")).containsOnly("id-" + marker);
		assertThat(lines).noneMatch((line) -> line.has("extra"));
		Instant info = Instant.parse(lines.get(0).get("timestamp").asString());
		Instant first = Instant.parse(lines.get(1).get("timestamp").asString());
		Instant third = Instant.parse(lines.get(3).get("timestamp").asString());
		assertThat(first).isBeforeOrEqualTo(info);
		assertThat(third).isAfterOrEqualTo(first);
		boolean crosses = path.equals("/later");
		assertThat(lines.get(3).get("thread").equals(lines.get(1).get("thread"))).isEqualTo(!crosses);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/answered/200", "/answered/302" })
	void requestWhoseExceptionIsHandledWritesItsLinesWhateverItsStatus(String path, CapturedOutput output) {
		String marker = "marker" + path.substring(path.lastIndexOf('/') + 1);
		this.application.get(path + "?marker=" + marker);
		assertThat(await(output, marker, 4)).filteredOn((line) -> line.has("replayed")).hasSize(3);
	}

	@Test
	void errorLineOfARequestThatSucceedsIsPrecededByItsLines(CapturedOutput output) {
		assertThat(this.application.get("/error-line?marker=swallowed").statusCode()).isEqualTo(200);
		assertThat(await(output, "swallowed", 5)).extracting(FlightRecorderContract::message)
			.containsExactly("info swallowed", "first swallowed", "second 1 swallowed", "error swallowed",
					"third swallowed");
	}

	@Test
	void slowRequestWritesItsLines(CapturedOutput output) {
		assertThat(this.application.get("/slow?marker=tardy").statusCode()).isEqualTo(200);
		assertThat(await(output, "tardy", 4)).filteredOn((line) -> line.has("replayed")).hasSize(3);
	}

	@Test
	void secretsAreRedactedWhenWritten(CapturedOutput output) {
		this.application.get("/secret?marker=leaky");
		JsonNode line = LogLines.withMessage(output, "leaky password=");
		assertThat(line.path("replayed").asBoolean(false)).isTrue();
		assertThat(output.getOut()).doesNotContain("hunter2-secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ok", "/ok-later" })
	void tokenRaisesTheLevelOfItsRequest(String path, CapturedOutput output) {
		String marker = "raised" + path.substring(1);
		String token = debugToken(marker);
		this.application.get(path + "?marker=" + marker, "X-Fanlight-Token", token);
		this.application.get(path + "?marker=not" + marker, "X-Fanlight-Token", token + "x");
		List<JsonNode> lines = await(output, " " + marker, 3);
		assertThat(lines).extracting(FlightRecorderContract::message)
			.containsExactly("first " + marker, "info " + marker, "third " + marker);
		assertThat(lines).noneMatch((line) -> line.has("replayed"));
		assertThat(lines(output, "not" + marker)).hasSize(1);
	}

	@Test
	void tokenAsksForTheLinesOfItsTrace(CapturedOutput output) {
		String token = TokenKey.of(KEY)
			.mint(new Grant("asked", Instant.EPOCH, Instant.now().plusSeconds(60), LogScope.UNCHANGED, true));
		this.application.get("/ok?marker=asked", "X-Fanlight-Token", token);
		assertThat(await(output, "asked", 4)).filteredOn((line) -> line.has("replayed")).hasSize(3);
	}

	static String debugToken(String id) {
		return TokenKey.of(KEY)
			.mint(new Grant(id, Instant.EPOCH, Instant.now().plusSeconds(60), LogScope.DEBUG, false));
	}

	private double ended(String outcome) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> this.application.scrape()
				.filter((line) -> line
					.startsWith("fanlight_logging_flight_recorder_lines_total{outcome=\"" + outcome + "\"}"))
				.mapToDouble((line) -> Double.parseDouble(line.substring(line.indexOf(' '))))
				.sum(), (count) -> count > 0);
	}

	static List<JsonNode> await(CapturedOutput output, String marker, int count) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> lines(output, marker), (lines) -> lines.size() >= count);
	}

	static List<JsonNode> lines(CapturedOutput output, String marker) {
		return LogLines.of(output)
			.stream()
			.filter((line) -> line.get("logger").asString().contains("FlightRecorder"))
			.filter((line) -> message(line).endsWith(marker))
			.toList();
	}

	static String message(JsonNode line) {
		return line.get("message").asString();
	}

	static String write(Logger logger, String marker) {
		logger.debug("first {}", marker);
		if (logger.isTraceEnabled()) {
			logger.trace("second {} {}", 1, marker);
		}
		logger.info("info {}", marker);
		logger.atDebug().addArgument(marker).log("third {}");
		return marker;
	}

	/**
	 * An exception that becomes a response with a status.
	 */
	static final class Answered extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final int status;

		Answered(int status) {
			this.status = status;
		}

		ResponseEntity<String> answer() {
			return ResponseEntity.status(this.status).body("answered");
		}

	}

}
