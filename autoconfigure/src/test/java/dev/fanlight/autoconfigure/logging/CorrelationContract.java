package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every web stack owes to a request: its ids on every line, whichever thread writes
 * it, and its place in the metrics.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class CorrelationContract {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	protected RunningApplication application;

	abstract RunningApplication start();

	@BeforeAll
	void run() {
		this.application = start();
	}

	@AfterAll
	void close() {
		this.application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/hello", "/async", "/future", "/nested" })
	void everyLineCarriesTheIdsOfItsRequest(String path, CapturedOutput output) {
		String marker = UUID.randomUUID().toString();
		RunningApplication.Answer response = this.application.get(path + "?marker=" + marker, "traceparent",
				"00-" + TRACE_ID + "-00f067aa0ba902b7-01", "X-Request-ID", "r." + marker);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().get("X-Request-ID")).containsExactly("r." + marker);
		JsonNode line = LogLines.withMessage(output, path + " " + marker);
		assertThat(line.path("trace_id").asString("")).isEqualTo(TRACE_ID);
		assertThat(line.path("span_id").asString("")).matches("[0-9a-f]{16}");
		assertThat(line.path("trace_sampled").asBoolean(false)).isTrue();
		assertThat(line.path("request_id").asString("")).isEqualTo("r." + marker);
		assertThat(line.get("extra").propertyNames()).containsExactlyInAnyOrder("tenant", "client");
	}

	@Test
	void unsampledTraceIsMarkedSo(CapturedOutput output) {
		this.application.get("/hello?marker=unsampled", "traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-00");
		JsonNode line = LogLines.withMessage(output, "/hello unsampled");
		assertThat(line.get("trace_id").asString()).isEqualTo(TRACE_ID);
		assertThat(line.get("trace_sampled").asBoolean()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "with blank", "<script>", "é", "TOO_LONG" })
	void unacceptableRequestIdIsReplaced(String inbound) {
		String sent = inbound.equals("TOO_LONG") ? "x".repeat(129) : inbound;
		RunningApplication.Answer response = this.application.get("/hello?marker=x", "X-Request-ID", sent);
		assertThat(response.headers().getFirst("X-Request-ID")).matches("[0-9a-f]{32}");
	}

	@Test
	void idsAreGoneWhenTheThreadIsReused(CapturedOutput output) {
		for (int i = 0; i < 50; i++) {
			this.application.get("/hello?marker=reuse" + i);
		}
		List<String> ids = LogLines.of(output)
			.stream()
			.filter((line) -> line.get("message").asString().contains("/hello reuse"))
			.map((line) -> line.get("request_id").asString() + line.get("trace_id").asString())
			.toList();
		assertThat(ids).hasSize(50).doesNotHaveDuplicates();
	}

	@Test
	void lineOutsideOfRequestsCarriesNoIds(CapturedOutput output) {
		LoggerFactory.getLogger("outside").info("outside of requests");
		JsonNode line = LogLines.withMessage(output, "outside of requests");
		assertThat(line.has("trace_id")).isFalse();
		assertThat(line.has("request_id")).isFalse();
	}

	@Test
	void frameworkLineAboutAnUncaughtExceptionCarriesTheIds(CapturedOutput output) {
		RunningApplication.Answer response = this.application.get("/boom", "X-Request-ID", "boom-1", "traceparent",
				"00-" + TRACE_ID + "-00f067aa0ba902b7-01");
		assertThat(response.statusCode()).isEqualTo(500);
		JsonNode line = LogLines.withError(output, uncaughtExceptionLine());
		assertThat(line.get("error").get("stack_trace").asString()).contains("IllegalStateException: boom");
		assertThat(line.path("trace_id").asString("")).isEqualTo(TRACE_ID);
		assertThat(line.path("span_id").asString("")).matches("[0-9a-f]{16}");
		assertThat(line.path("trace_sampled").asBoolean(false)).isTrue();
		assertThat(line.path("request_id").asString("")).isEqualTo("boom-1");
	}

	abstract String uncaughtExceptionLine();

	/**
	 * Paths that leave a line outside of the scope that observes the request.
	 */
	abstract List<String> edges();

	@ParameterizedTest
	@MethodSource("edges")
	void edgeCarriesTheIdsOfItsRequest(String path, CapturedOutput output) {
		String marker = UUID.randomUUID().toString();
		RunningApplication.Answer answer = this.application.get(path + "?marker=" + marker, "traceparent",
				"00-" + TRACE_ID + "-00f067aa0ba902b7-01", "X-Request-ID", "r." + marker);
		assertThat(answer.headers().get("X-Request-ID")).containsExactly("r." + marker);
		JsonNode line = LogLines.withMessage(output, path + " " + marker);
		assertThat(line.path("trace_id").asString("")).isEqualTo(TRACE_ID);
		assertThat(line.path("span_id").asString("")).matches("[0-9a-f]{16}");
		assertThat(line.path("request_id").asString("")).isEqualTo("r." + marker);
		assertThat(line.path("extra").path("tenant").asString("")).isEqualTo("acme");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/context/7", "/context/7/later" })
	void ownContextIsOnEveryLine(String path, CapturedOutput output) {
		String marker = UUID.randomUUID().toString();
		this.application.get(path + "?marker=" + marker, "traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01",
				"X-User", "ada", "baggage", "plan=gold", "X-Long", "x".repeat(300));
		JsonNode extra = LogLines.withMessage(output, path + " " + marker).path("extra");
		assertThat(extra.path("user").asString("")).isEqualTo("ada");
		assertThat(extra.path("item").asString("")).isEqualTo("7");
		assertThat(extra.path("plan").asString("")).isEqualTo("gold");
		assertThat(extra.path("tenant").asString("")).isEqualTo("acme");
		assertThat(extra.path("client").asString("")).matches("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1(%.*)?");
		assertThat(extra.path("long").asString("")).isEqualTo("x".repeat(242) + "\u2026[+58]");
		assertThat(extra.path("own").asString("")).isEqualTo("mine");
	}

	@Test
	void ownContextOfOneRequestIsNotOnTheNext(CapturedOutput output) {
		for (int i = 0; i < 30; i++) {
			this.application.get("/context/8?marker=first", "X-User", "ada", "baggage", "plan=gold");
			this.application.get("/context/8/later?marker=first", "X-User", "ada", "baggage", "plan=gold");
			this.application.get("/hello?marker=next" + i);
		}
		assertThat(LogLines.of(output)
			.stream()
			.filter((line) -> line.path("message").asString("").contains("/hello next"))).hasSize(30)
			.allSatisfy((line) -> assertThat(line.get("extra").propertyNames()).containsExactlyInAnyOrder("tenant",
					"client"));
	}

	@Test
	void problemDetailNamesTraceAndRequest() {
		RunningApplication.Answer answer = this.application.get("/problem", "traceparent",
				"00-" + TRACE_ID + "-00f067aa0ba902b7-01", "X-Request-ID", "problem-1");
		assertThat(answer.statusCode()).isEqualTo(409);
		JsonNode body = JsonMapper.shared().readTree(answer.body());
		assertThat(body.path("detail").asString("")).isEqualTo("already there");
		assertThat(body.path("traceId").asString("")).isEqualTo(TRACE_ID);
		assertThat(body.path("requestId").asString("")).isEqualTo("problem-1");
	}

	@Test
	void problemDetailKeepsWhatTheApplicationPutThere() {
		RunningApplication.Answer answer = this.application.get("/own-problem", "traceparent",
				"00-" + TRACE_ID + "-00f067aa0ba902b7-01", "X-Request-ID", "problem-2");
		assertThat(answer.statusCode()).isEqualTo(409);
		JsonNode body = JsonMapper.shared().readTree(answer.body());
		assertThat(body.path("code").asInt(0)).isEqualTo(42);
		assertThat(body.path("traceId").asString("")).isEqualTo(TRACE_ID);
		assertThat(body.path("requestId").asString("")).isEqualTo("own");
	}

	@Test
	void errorAttributesNameTraceAndRequest() {
		RunningApplication.Answer answer = this.application.get("/boom", "traceparent",
				"00-" + TRACE_ID + "-00f067aa0ba902b7-01", "X-Request-ID", "boom-2", "Accept", "application/json");
		JsonNode body = JsonMapper.shared().readTree(answer.body());
		assertThat(body.path("status").asInt(0)).isEqualTo(500);
		assertThat(body.path("traceId").asString("")).isEqualTo(TRACE_ID);
		assertThat(body.path("requestId").asString("")).isEqualTo("boom-2");
	}

	@ParameterizedTest
	@CsvSource({ "/boom, 500, traceId=%s, requestId=%s", "/teapot, 418, <p>%s, %s</p>" })
	void errorPageNamesTraceAndRequest(String path, int status, String trace, String request) {
		RunningApplication.Answer answer = this.application.get(path, "traceparent",
				"00-" + TRACE_ID + "-00f067aa0ba902b7-01", "X-Request-ID", "page-1", "Accept", "text/html");
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.body()).containsSubsequence(trace.formatted(TRACE_ID), request.formatted("page-1"));
	}

	@Test
	void responseTellsTheTrace() {
		RunningApplication.Answer answer = this.application.get("/hello?marker=told", "traceparent",
				"00-" + TRACE_ID + "-00f067aa0ba902b7-01");
		assertThat(answer.headers().get("traceresponse")).singleElement()
			.asString()
			.matches("00-" + TRACE_ID + "-[0-9a-f]{16}-01")
			.doesNotContain("00f067aa0ba902b7");
		assertThat(answer.headers().get("Server-Timing")).singleElement()
			.asString()
			.isEqualTo("traceparent;desc=\"" + answer.headers().getFirst("traceresponse") + "\"");
	}

	@Test
	void nothingIsLeftOnTheThreadsOfEdges(CapturedOutput output) {
		// Twice, since a server has few threads here, and looks for timeouts once a
		// second
		for (int i = 0; i < 2; i++) {
			for (String path : edges()) {
				this.application.get(path + "?marker=left" + i);
				this.application.get("/boom");
			}
		}
		// Whichever thread this comes to, it finds nothing of others on the way in
		this.application.get("/internal/hello?marker=last");
		JsonNode line = LogLines.withMessage(output, "/internal/hello last");
		assertThat(line.has("trace_id")).isFalse();
		assertThat(line.get("request_id").asString()).matches("[0-9a-f]{32}");
		assertThat(
				LogLines.of(output).stream().filter((other) -> other.path("message").asString("").startsWith("thread")))
			.as("what threads carry before a request begins")
			.allSatisfy((other) -> assertThat(other.has("trace_id") || other.has("request_id") || other.has("extra"))
				.isFalse());
	}

	@Test
	void redMetricsShowTrafficAndExplicitBuckets() {
		this.application.get("/hello?marker=red");
		List<String> buckets = scrapeWith("http_server_requests_seconds_count", "uri=\"/hello\"").stream()
			.filter((line) -> line.startsWith("http_server_requests_seconds_bucket") && line.contains("uri=\"/hello\"")
					&& line.contains("status=\"200\""))
			.map((line) -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
			.toList();
		assertThat(buckets).containsExactly("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0",
				"10.0", "+Inf");
	}

	@Test
	void managementAndExcludedPathsAreNeitherCountedNorTraced(CapturedOutput output) {
		for (String path : List.of("/actuator", "/actuator/health", "/actuator/health/liveness", "/livez", "/readyz",
				"/actuator/info", "/actuator/%69nfo", "/actuator/prometheus", "/internal/hello?marker=excluded")) {
			assertThat(this.application.get(path).statusCode()).as(path).isEqualTo(200);
		}
		assertThat(this.application.get("/actuatorish?marker=x").statusCode()).isEqualTo(404);
		List<String> lines = scrapeWith("http_server_requests_seconds_count", "status=\"404\"");
		assertThat(lines).noneMatch(
				(line) -> line.startsWith("http_") && line.matches(".*uri=\"(/actuator|/livez|/readyz|/internal).*"));
		assertThat(lines).noneMatch((line) -> line.contains("_active_seconds"));
		JsonNode line = LogLines.withMessage(output, "/internal/hello excluded");
		assertThat(line.has("trace_id")).isFalse();
		assertThat(line.has("request_id")).isTrue();
	}

	@Test
	void identityStandsOnTargetInfoAlone() {
		List<String> lines = this.application.scrape().toList();
		assertThat(lines).anyMatch((line) -> line.startsWith("target_info{") && line.contains("service_name=\"shop\"")
				&& line.contains("deployment_environment_name=\"test\""));
		assertThat(lines).noneMatch((line) -> !line.startsWith("target_info") && line.contains("service_name="));
	}

	@Test
	void exemplarsPointToSampledTraces() {
		for (int i = 0; i < 3; i++) {
			this.application.get("/hello?marker=exemplar", "traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01");
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.application
				.get("/actuator/prometheus", "Accept", "application/openmetrics-text; version=1.0.0")
				.body()
				.lines())
				.anyMatch((line) -> line.startsWith("http_server_requests_seconds_bucket") && line.contains("# {")
						&& line.contains("trace_id=\"")));
	}

	/**
	 * A scrape once it has the line, since a request is measured after its response.
	 */
	private List<String> scrapeWith(String meter, String tag) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> this.application.scrape().toList(),
					(lines) -> lines.stream().anyMatch((line) -> line.startsWith(meter) && line.contains(tag)));
	}

}
