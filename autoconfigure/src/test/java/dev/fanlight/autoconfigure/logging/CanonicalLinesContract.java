package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
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
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every web stack owes to a request: one line that says how it went.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class CanonicalLinesContract {

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String[] HEADERS = { "traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01", "X-Request-ID",
			"r-1", "User-Agent", "tests/1", "X-Tenant", "acme", "Authorization", "Bearer hunter2hunter2" };

	private RunningApplication application;

	abstract RunningApplication start(String... arguments);

	@BeforeAll
	void run() {
		this.application = start("--fanlight.logging.requests.slow-threshold=150ms",
				"--fanlight.logging.requests.started=true", "--fanlight.logging.requests.levels.404=debug",
				"--fanlight.logging.requests.levels.5xx=error", "--fanlight.logging.requests.routes.[/quiet/{id}]=off",
				"--fanlight.logging.requests.exclude-paths=/static/**",
				"--fanlight.logging.requests.query=page,token,q",
				"--fanlight.logging.requests.headers=X-Tenant,X-Session,Authorization",
				"--fanlight.logging.calls.enabled=true",
				"--fanlight.logging.response-headers=traceresponse,server-timing",
				"--fanlight.logging.context.tenant=header:X-Tenant", "--fanlight.logging.context.item=path:id",
				"--spring.mvc.problemdetails.enabled=true", "--spring.webflux.problemdetails.enabled=true");
	}

	@AfterAll
	void close() {
		this.application.close();
	}

	@Test
	void lineSaysHowTheRequestWent(CapturedOutput output) {
		this.application.get("/items/7?page=2&token=s3cr3t-t0ken-value&other=x", HEADERS);
		JsonNode line = line(output, "GET /items/{id} 200 in \\d+ ms");
		assertThat(line.get("logger").asString()).isEqualTo("dev.fanlight.request");
		assertThat(line.get("level").asString()).isEqualTo("info");
		assertThat(line.get("trace_id").asString()).isEqualTo(TRACE_ID);
		assertThat(line.get("request_id").asString()).isEqualTo("r-1");
		JsonNode extra = line.get("extra");
		assertThat(extra.get("http_request_method").asString()).isEqualTo("GET");
		assertThat(extra.get("http_route").asString()).isEqualTo("/items/{id}");
		assertThat(extra.get("http_response_status_code").asInt()).isEqualTo(200);
		assertThat(extra.get("duration_ms").asLong()).isNotNegative();
		assertThat(extra.get("http_response_body_size").asLong())
			.isEqualTo("item é".getBytes(StandardCharsets.UTF_8).length);
		assertThat(extra.get("client_address").asString()).isEqualTo("127.0.0.1");
		assertThat(extra.get("user_agent_original").asString()).isEqualTo("tests/1");
		assertThat(extra.get("http_request_header_x_tenant").asString()).isEqualTo("acme");
		assertThat(extra.get("url_query").asString()).isEqualTo("page=2&token=REDACTED");
		assertThat(line.toString()).doesNotContain("hunter2").doesNotContain("s3cr3t").doesNotContain("slow");
		assertThat(extra.has("error_type")).isFalse();
	}

	/** Method, path, status and route of requests, each unusual in its way. */
	Stream<String> shapes() {
		return Stream.of("HEAD /items/7 200 /items/{id}", "GET /nothing 204 /nothing", "GET /unchanged 304 /unchanged",
				"GET /events 200 /events", "GET /pieces 200 /pieces", "GET /functional/7 200 /functional/{id}",
				"GET /thrown 500 /thrown");
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void bytesOutAreThoseTheClientGets(String shape, CapturedOutput output) throws Exception {
		String[] parts = shape.split(" ");
		byte[] body = send(request(parts[1]).method(parts[0], BodyPublishers.noBody()), Integer.parseInt(parts[2]));
		String message = parts[0] + ' ' + parts[3] + ' ' + parts[2];
		JsonNode line = line(output, message.replaceAll("[{}]", "\\\\$0") + " in \\d+ ms");
		JsonNode extra = line.get("extra");
		// The size of a page about an error may be unknown
		assertThat(extra.path("http_response_body_size").asInt(parts[2].equals("500") ? body.length : -1))
			.isEqualTo(body.length);
		assertThat(line.path("trace_id").asString("")).isEqualTo(TRACE_ID);
		assertThat(line.path("request_id").asString("")).isEqualTo("r-1");
		assertThat(extra.path("tenant").asString("")).isEqualTo("acme");
		String item = parts[1].substring(parts[1].lastIndexOf('/') + 1);
		assertThat(extra.path("item").asString("")).isEqualTo(parts[3].endsWith("{id}") ? item : "");
		assertThat(LogLines.of(output).stream().filter((other) -> other.path("extra").has("http_route"))).hasSize(1);
	}

	@Test
	void secretAtTheEdgeOfATextIsRedactedBeforeTheCut(CapturedOutput output) {
		String text = "x".repeat(230) + " 4539578763621486 " + "y".repeat(100);
		this.application.get("/items/9?page=" + "x".repeat(230) + "&token=hunter2-Xq9zLmT4-hunter2-Xq9zLmT4",
				"X-Request-ID", "edge", "User-Agent", text);
		JsonNode line = Awaitility.await()
			.until(() -> LogLines.of(output)
				.stream()
				.filter((each) -> each.path("request_id").asString("").equals("edge"))
				.filter((each) -> each.get("message").asString().contains(" 200 in "))
				.findFirst()
				.orElse(null), (found) -> found != null);
		assertThat(line.toString()).doesNotContain("4539").doesNotContain("hunter2");
		assertThat(line.get("extra").get("user_agent_original").asString()).startsWith("x".repeat(230))
			.contains("\u2026[+");
		assertThat(line.get("extra").get("url_query").asString()).contains("&token=REDACTED");
	}

	@Test
	void secretsOfAUrlAndOfHeadersAreHidden(CapturedOutput output) {
		this.application.get("/items/4539%205787%206362%201486?q=4539%205787%206362%201486", "X-Session",
				"4f9ac2d17be04468a1");
		JsonNode extra = line(output, "GET /items/{id} 200 in \\d+ ms").get("extra");
		assertThat(extra.propertyNames()).contains("http_request_header_x_session", "url_query");
		assertThat(line(output, "GET .*REDACTED.* started").get("extra").has("url_path")).isTrue();
		assertThat(output.getOut()).doesNotContain("4f9ac2d17be04468a1", "4539%20", "4539 5787", "4539+5787");
	}

	@Test
	void bytesInAreThoseThatWereReadAndAreNotShown(CapturedOutput output) throws Exception {
		send(request("/echo").POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("a body in pieces"))), 200);
		assertThat(line(output, "POST /echo 200 in .*").get("extra").path("http_request_body_size").asInt(-1))
			.isEqualTo("a body in pieces".length());
		String parts = "--x\r\nContent-Disposition: form-data; name=file; filename=f\r\n\r\na body of parts\r\n--x--\r\n";
		send(request("/upload").header("Content-Type", "multipart/form-data; boundary=x")
			.POST(BodyPublishers.ofString(parts)), 200);
		assertThat(line(output, "POST /upload 200 in .*").get("extra").path("http_request_body_size").asInt(-1))
			.isEqualTo(parts.length());
		assertThat(output.getOut()).doesNotContain("a body");
	}

	@Test
	void bytesOfARefusedBodyAreNotBelieved(CapturedOutput output) throws IOException {
		try (Socket socket = new Socket("localhost", Integer.parseInt(this.application.port()))) {
			socket.getOutputStream()
				.write(("POST /items/7 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000000\r\n\r\nand so on")
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().readNBytes(12)).asString().endsWith("405");
		}
		JsonNode extra = line(output, "POST .* 405 in \\d+ ms").get("extra");
		assertThat(extra.has("http_request_body_size")).isFalse();
		assertThat(extra.path("exception_type").asString("")).matches(".*MethodNot(Supported|Allowed)Exception");
	}

	@Test
	void startHasALineWhenAskedFor(CapturedOutput output) {
		this.application.get("/items/8", HEADERS);
		JsonNode line = line(output, "GET /items/8 started");
		assertThat(line.get("trace_id").asString()).isEqualTo(TRACE_ID);
		assertThat(line.get("request_id").asString()).isEqualTo("r-1");
	}

	@ParameterizedTest
	@CsvSource({ "/advice, 503, error, UnavailableException", "/advice/now, 503, error, UnavailableException",
			"/boom, 500, error, IllegalStateException", "/async/boom, 500, error, IllegalStateException",
			"/async, 200, info," })
	void lineOfAFailedOrAsyncRequestIsWholeToo(String path, int status, String level, String error,
			CapturedOutput output) {
		this.application.get(path, HEADERS);
		JsonNode line = line(output, "GET " + path + " " + status + " in \\d+ ms");
		assertThat(line.get("level").asString()).isEqualTo(level);
		assertThat(line.get("trace_id").asString()).isEqualTo(TRACE_ID);
		assertThat(line.get("request_id").asString()).isEqualTo("r-1");
		assertThat(line.get("extra").path("error_type").asString("")).endsWith((error != null) ? error : "");
		assertThat(count(output, "GET " + path + " " + status + ".*")).isEqualTo(1);
		// What is not known yet is not said to be nothing
		assertThat(line.get("extra").path("http_response_body_size").asInt(1)).isPositive();
	}

	@Test
	void slowRequestIsMarked(CapturedOutput output) {
		this.application.get("/slow");
		assertThat(line(output, "GET /slow 200 in \\d+ ms").get("extra").get("slow").asBoolean()).isTrue();
	}

	@Test
	void hungUpClientIsSaid(CapturedOutput output) throws IOException {
		try (Socket socket = new Socket("localhost", Integer.parseInt(this.application.port()))) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream()
				.write("GET /big HTTP/1.1\r\nHost: localhost\r\nX-Tenant: acme\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().readNBytes(1000);
		}
		JsonNode line = line(output, "GET /big 200 in \\d+ ms, client gone");
		assertThat(line.get("extra").get("error_type").asString()).isEqualTo("client_aborted");
		assertThat(line.get("extra").path("tenant").asString("")).isEqualTo("acme");
		assertThat(line.get("level").asString()).isEqualTo("info");
	}

	@Test
	void quietRoutesExcludedPathsStatusesBelowTheLevelAndProbesHaveNone(CapturedOutput output) {
		for (String path : List.of("/quiet/1", "/static/x", "/nowhere", "/actuator/health")) {
			this.application.get(path);
		}
		this.application.get("/items/last");
		line(output, "GET /items/\\{id\\} 200 in \\d+ ms");
		assertThat(count(output, "GET /(quiet|static|nowhere|actuator).* in \\d+ ms")).isZero();
	}

	@Test
	void jobsAndCallsHaveTheirs(CapturedOutput output) {
		this.application.get("/call");
		JsonNode call = line(output, "Call GET localhost/.* 200 in \\d+ ms");
		assertThat(call.get("logger").asString()).isEqualTo("dev.fanlight.call");
		assertThat(call.get("extra").get("url_template").asString()).isEqualTo("/items/{id}");
		assertThat(call.has("trace_id")).isTrue();
		JsonNode job = line(output, "Job.tick ran in \\d+ ms");
		assertThat(job.get("logger").asString()).isEqualTo("dev.fanlight.job");
		assertThat(job.get("extra").get("code_function_name").asString()).endsWith("Job.tick");
		assertThat(job.has("trace_id")).isTrue();
		JsonNode failed = line(output, "Job.fail failed in \\d+ ms");
		assertThat(failed.get("level").asString()).isEqualTo("warn");
		assertThat(failed.get("extra").get("error_type").asString()).isEqualTo("java.io.IOException");
	}

	@Test
	void whatSpringLogsAboutAFailedJobHasTheTraceOfTheRun(CapturedOutput output) {
		JsonNode line = line(output, "Unexpected error occurred in scheduled task");
		assertThat(LogLines.of(output)).filteredOn((run) -> run.get("message").asString().startsWith("Job.fail failed"))
			.extracting((run) -> run.get("trace_id"))
			.contains(line.get("trace_id"));
	}

	@Test
	void messagesHaveTheirs(CapturedOutput output) {
		ReceiverContext<Map<String, String>> message = new ReceiverContext<>(Map::get, Kind.CONSUMER);
		message.setCarrier(Map.of("traceparent", HEADERS[1]));
		Observation
			.createNotStarted("spring.kafka.listener", () -> message,
					this.application.context().getBean(ObservationRegistry.class))
			.lowCardinalityKeyValue("messaging.source.name", "orders")
			.observe(() -> {
			});
		JsonNode line = line(output, "Message of orders handled in \\d+ ms");
		assertThat(line.get("logger").asString()).isEqualTo("dev.fanlight.message");
		assertThat(line.get("trace_id").asString()).isEqualTo(TRACE_ID);
		assertThat(line.get("extra").get("messaging_destination_name").asString()).isEqualTo("orders");
	}

	RunningApplication application() {
		return this.application;
	}

	/** Open a WebSocket and close it again. */
	void openSocket() throws Exception {
		HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.header("X-Tenant", "acme")
			.buildAsync(URI.create("ws://localhost:" + this.application.port() + "/socket"), new WebSocket.Listener() {
			})
			.get(10, TimeUnit.SECONDS)
			.sendClose(WebSocket.NORMAL_CLOSURE, "")
			.get(10, TimeUnit.SECONDS);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.application.port() + path))
			.version(HttpClient.Version.HTTP_1_1)
			.headers(HEADERS);
	}

	private static byte[] send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
		assertThat(response.statusCode()).isEqualTo(status);
		return response.body();
	}

	static JsonNode line(CapturedOutput output, String pattern) {
		String regex = pattern.startsWith("GET /items/{") ? pattern.replace("{id}", "\\{id\\}") : pattern;
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> LogLines.of(output)
				.stream()
				.filter((line) -> line.get("message").asString().matches(regex))
				.reduce((first, second) -> second)
				.orElse(null), (line) -> line != null);
	}

	private static long count(CapturedOutput output, String pattern) {
		return LogLines.of(output).stream().filter((line) -> line.get("message").asString().matches(pattern)).count();
	}

	static class UnavailableException extends RuntimeException {

	}

	@RestControllerAdvice
	static class Advice {

		@ExceptionHandler
		@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
		ProblemDetail unavailable(UnavailableException ex) {
			return ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE);
		}

	}

	static class Job {

		@Scheduled(fixedDelay = 100)
		void tick() {
		}

		@Scheduled(fixedDelay = 100)
		void fail() throws IOException {
			throw new IOException("job");
		}

	}

}
