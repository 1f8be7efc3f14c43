package dev.fanlight.autoconfigure.metrics;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.EndedSpans;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.observation.GraphQlObservationInstrumentation;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every web stack owes to a request that fails: it is counted once, under its route,
 * with its exception when the service is at fault, and its span says the same.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ErrorsContract {

	/** A connection per request, so that none is lost on one that is being closed. */
	private static final RestClient client = RestClient.builder()
		.requestFactory(new SimpleClientHttpRequestFactory())
		.defaultHeader(HttpHeaders.CONNECTION, "close")
		.build();

	private ConfigurableApplicationContext context;

	abstract String type();

	abstract Class<?> application();

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(application()).properties("logging.level.root=off")
			.run("--server.port=0", "--spring.main.web-application-type=" + type(),
					"--management.tracing.sampling.probability=1");
	}

	@AfterAll
	void close() {
		this.context.close();
	}

	@ParameterizedTest
	@CsvSource({ "/advice, 503, UnavailableException, SERVER_ERROR",
			"/advice/async, 503, UnavailableException, SERVER_ERROR",
			"/advice/future, 503, UnavailableException, SERVER_ERROR",
			"/status/502, 502, ResponseStatusException, SERVER_ERROR",
			"/status/504, 504, ResponseStatusException, TIMEOUT", "/boom, 500, IllegalStateException, SERVER_ERROR" })
	void exceptionBehindAServerErrorIsTheErrorOfItsRequest(String path, int status, String exception, String outcome) {
		assertThat(get(this.context, path)).isEqualTo(status);
		assertThat(series(this.context, path)).containsExactly(status + " " + outcome + " " + exception + " 1");
		assertThat(entries("GET " + path)).containsExactly(outcome.toLowerCase(Locale.ROOT) + " " + exception + " 1");
		SpanData span = span(path);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(span.getEvents()).extracting(EventData::getName).containsExactly("exception");
		assertThat(span.getAttributes().get(AttributeKey.stringKey("exception"))).isEqualTo(exception);
	}

	@ParameterizedTest
	@CsvSource({ "/conflict, 409", "/status/404, 404", "/fine, 200" })
	void clientErrorIsNoFault(String path, int status) {
		assertThat(get(this.context, path)).isEqualTo(status);
		assertThat(series(this.context, path))
			.containsExactly(status + " " + ((status == 200) ? "SUCCESS" : "CLIENT_ERROR") + " none 1");
		assertThat(entries("GET " + path)).containsExactly(((status == 200) ? "success" : "client_error") + " none 1");
		SpanData span = span(path);
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		assertThat(span.getEvents()).isEmpty();
	}

	@Test
	void timeoutIsCountedOnceAndToldApart() {
		int status = get(this.context, "/late");
		assertThat(series(this.context, "/late")).containsExactly(status + " TIMEOUT " + timeoutException() + " 1");
		assertThat(series(this.context, "/error")).isEmpty();
		assertThat(entries("GET /late")).containsExactly("timeout " + timeoutException() + " 1");
	}

	abstract String timeoutException();

	@Test
	void hungUpClientIsToldApart() throws IOException {
		try (Socket socket = new Socket("localhost", port(this.context))) {
			socket.setSoLinger(true, 0);
			socket.getOutputStream()
				.write("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			socket.getInputStream().readNBytes(1000);
		}
		assertThat(series(this.context, "/big")).containsExactly("200 CLIENT_ABORTED none 1");
		assertThat(entries("GET /big")).containsExactly("aborted none 1");
		assertThat(span("/big").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
	}

	@ParameterizedTest
	@CsvSource({ "/items/7, 401, /items/{id}", "/items/7, 403, /items/{id}", "/nowhere, 401, UNAUTHORIZED",
			"/nowhere, 403, FORBIDDEN", "/nowhere, 429, TOO_MANY_REQUESTS" })
	void refusedRequestKeepsItsRouteOrAStableLabel(String path, int status, String uri) {
		assertThat(get(this.context, path + "?reject=" + status)).isEqualTo(status);
		assertThat(series(this.context, uri)).contains(status + " CLIENT_ERROR none 1");
		assertThat(series(this.context, "UNKNOWN")).isEmpty();
		assertThat(entries("GET " + uri)).anyMatch((entry) -> entry.startsWith("client_error none "));
	}

	@Test
	void entryTakesAsLongAsItsRequest() {
		get(this.context, "/slow");
		Timer request = timers(this.context, "/slow").get(0);
		Timer entry = entryTimers("http", "GET /slow", 1).get(0);
		// The first request's time holds the making of its meters as well, and that of a
		// thread that has to wait
		// for a processor between the two the time it waits: so the best of five
		double[] before = totals(1, request, entry);
		double best = Double.MAX_VALUE;
		for (int count = 2; count <= 6; count++) {
			get(this.context, "/slow");
			double[] now = totals(count, request, entry);
			assertThat(now[0] - before[0]).isGreaterThanOrEqualTo(50);
			best = Math.min(best, Math.abs(1 - (now[1] - before[1]) / (now[0] - before[0])));
			before = now;
		}
		assertThat(best).isLessThan(0.05);
	}

	private static double[] totals(int count, Timer... timers) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> Stream.of(timers).allMatch((timer) -> timer.count() == count));
		return Stream.of(timers).mapToDouble((timer) -> timer.totalTime(TimeUnit.MILLISECONDS)).toArray();
	}

	@Test
	void exceptionIsNamedByOneTag() {
		get(this.context, "/items/1");
		timers(this.context, "/items/{id}");
		assertThat(this.context.getBean(MeterRegistry.class).getMeters())
			.noneMatch((meter) -> meter.getId().getTag("error") != null && meter.getId().getTag("exception") != null);
	}

	@Test
	void graphQlOperationIsAnEntryNamedByItsTypeAloneBesideTheRequestThatCarriedIt() {
		for (String query : List.of("query chosenByTheClient { fine }", "{ missing }", "{ broken }", "{ late }")) {
			assertThat(client.post()
				.uri(URI.create("http://localhost:" + port(this.context) + "/graphql"))
				.contentType(MediaType.APPLICATION_JSON)
				.body(Map.of("query", query))
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.value()).isEqualTo(200);
		}
		assertThat(entries("graphql", "query", 3)).containsExactlyInAnyOrder("server_error IllegalStateException 1",
				"success none 1", "timeout TimeoutException 1");
		assertThat(entries("graphql", "operation", 1)).containsExactly("client_error none 1");
		assertThat(entries("http", "POST /graphql", 4)).containsExactly("success none 4");
	}

	static List<String> series(ConfigurableApplicationContext context, String uri) {
		return timers(context, uri).stream()
			.map((timer) -> timer.getId().getTag("status") + " " + timer.getId().getTag("outcome") + " "
					+ timer.getId().getTag("exception") + " " + timer.count())
			.toList();
	}

	/** A request is measured after its response; one that never is costs the wait. */
	static List<Timer> timers(ConfigurableApplicationContext context, String uri) {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		if (!uri.equals("UNKNOWN") && !uri.equals("/error")) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.until(() -> registry.find("http.server.requests").tag("uri", uri).timer() != null);
		}
		return List.copyOf(registry.find("http.server.requests").tag("uri", uri).timers());
	}

	private List<String> entries(String name) {
		return entries("http", name, 1);
	}

	private List<String> entries(String kind, String name, int count) {
		return entryTimers(kind, name, count).stream()
			.map((timer) -> timer.getId().getTag("outcome") + " " + timer.getId().getTag("error") + " " + timer.count())
			.toList();
	}

	private List<Timer> entryTimers(String kind, String name, int count) {
		MeterRegistry registry = this.context.getBean(MeterRegistry.class);
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> List.copyOf(registry.find("fanlight.entry").tags("kind", kind, "name", name).timers()),
					(found) -> found.stream().mapToLong(Timer::count).sum() >= count);
	}

	private SpanData span(String path) {
		EndedSpans spans = this.context.getBean(EndedSpans.class);
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> spans.all()
				.stream()
				.filter((span) -> path.equals(span.getAttributes().get(AttributeKey.stringKey("http.url"))))
				.findFirst()
				.orElse(null), (span) -> span != null);
	}

	static int get(ConfigurableApplicationContext context, String path) {
		return client.get()
			.uri(URI.create("http://localhost:" + port(context) + path))
			.exchange((request, response) -> response.getStatusCode().value());
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/** As Boot's module for GraphQL would make it. */
	static WebGraphQlHandler graphQl(ObservationRegistry registry) {
		var schema = new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse("""
				type Query { fine: String broken: String late: String }"""), RuntimeWiring.newRuntimeWiring()
			.type("Query",
					(type) -> type.dataFetcher("fine", (environment) -> "fine")
						.dataFetcher("late", (environment) -> CompletableFuture.failedFuture(new TimeoutException()))
						.dataFetcher("broken", (environment) -> {
							throw new IllegalStateException("broken");
						}))
			.build());
		GraphQlSource source = GraphQlSource.builder(schema)
			.instrumentation(List.of(new GraphQlObservationInstrumentation(registry)))
			.build();
		return WebGraphQlHandler.builder(new DefaultExecutionGraphQlService(source)).build();
	}

	static class UnavailableException extends RuntimeException {

	}

	static class ConflictException extends RuntimeException {

	}

	@RestControllerAdvice
	static class Advice {

		@ExceptionHandler
		@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
		ProblemDetail unavailable(UnavailableException ex) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
		}

		@ExceptionHandler
		@ResponseStatus(HttpStatus.CONFLICT)
		ProblemDetail conflict(ConflictException ex) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.getMessage());
		}

	}

}
