package dev.fanlight.autoconfigure.redaction;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.OpenApplication;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedSpan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanReporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.web.exchanges.HttpExchangeRepository;
import org.springframework.boot.actuate.web.exchanges.InMemoryHttpExchangeRepository;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets put into everything an application can send or show, looked for in all that
 * really left it through a socket.
 */
class ExitsTests {

	private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";

	private static final String CARD = "4111111111111111";

	/** Where each comes from can be read from it. */
	private static final List<String> SECRETS = Stream
		.concat(Stream.of(KEY_ID, CARD),
				Stream.of("attribute", "event", "status", "exception", "baggage", "field", "query", "signature", "body",
						"structured", "tag", "lowkey", "highkey", "property", "userinfo", "list", "info", "header",
						"answer", "configured", "hmac", "resource"))
		.map((from) -> from.equals(KEY_ID) || from.equals(CARD) ? from : secret(from))
		.toList();

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@ParameterizedTest
	@CsvSource({ "servlet, http", "reactive, grpc" })
	void nothingSecretLeaves(String type, String transport) throws Exception {
		String left = exercise(type, transport, (context) -> {
			assertThat(awaitScrape(context)).containsPattern("target_info\\{[^}]*db_password=\"\\[REDACTED:kv]\"")
				.contains("logins_total{application=\"vault\",token=\"[REDACTED:kv]\"")
				.containsPattern(
						"fanlight_redactions_total\\{[^}]*action=\"mask\"[^}]*detector=\"kv\"[^}]*exit=\"metric\"")
				.contains("fanlight_redaction_failures_total{", "fanlight_redaction_oversize_total{");
			assertThat(get(context, "/actuator/env/vault.password")).contains("[REDACTED:kv]");
			assertThat(get(context, "/actuator/configprops/management.opentelemetry.tracing.export.otlp"))
				.contains("\"x-api-key\":\"[REDACTED:kv]\"", receiver.httpEndpoint(OtlpSignal.TRACES));
			assertThat(get(context, "/actuator/info")).contains("[REDACTED:kv]", "blue");
			assertThat(get(context, "/actuator/httpexchanges")).contains("/work?access_token=REDACTED&page=2")
				.contains("\"X-Api-Key\":[\"REDACTED\"]");
		});
		List<ReceivedSpan> spans = receiver.spans();
		assertThat(spans).filteredOn((span) -> span.name().equals("charge [REDACTED:pan]"))
			.singleElement()
			.satisfies((span) -> assertThat(span.attributes()).containsEntry("password", "[REDACTED:kv]")
				.containsEntry("order", "42"));
		assertThat(spans.toString()).contains("/downstream?sig=REDACTED&page=1");
		assertThat(receiver.logs())
			.anyMatch((log) -> log.message().equals("Paid with [REDACTED:pan] password=[REDACTED:kv]"));
		assertThat(String.join("\n", Secrets.downstream)).contains("tenant=blue", "session_token=%5BREDACTED",
				"x-tenant-token=[REDACTED:kv]");
		assertThat(Secrets.seen).extracting((seen) -> seen.split(" ")[0]).contains("reporter", "exporter", "processor");
		assertThat(SECRETS).allSatisfy((secret) -> assertThat(left).doesNotContain(secret));
	}

	@ParameterizedTest
	@CsvSource({ "servlet, http", "reactive, grpc" })
	void everySecretWouldLeaveWithoutRedaction(String type, String transport) throws Exception {
		String left = exercise(type, transport, (context) -> {
		}, "fanlight.redaction.enabled=false");
		assertThat(SECRETS).allSatisfy((secret) -> assertThat(left.contains(secret)).as(secret).isTrue());
	}

	@ParameterizedTest
	@CsvSource({ "servlet, http", "reactive, grpc" })
	void reportModeChangesNothingAndCounts(String type, String transport) throws Exception {
		String left = exercise(type, transport,
				(context) -> assertThat(awaitScrape(context)).containsPattern(
						"fanlight_redactions_total\\{[^}]*action=\"report\"[^}]*detector=\"kv\"[^}]*exit=\"metric\"")
					.doesNotContainPattern("fanlight_redactions_total\\{[^}]*action=\"mask\""),
				"fanlight.redaction.mode=report");
		assertThat(SECRETS).allSatisfy((secret) -> assertThat(left.contains(secret)).as(secret).isTrue());
	}

	/** All that left, as text. */
	private static String exercise(String type, String transport, Check check, String... settings) throws Exception {
		Secrets.downstream.clear();
		Secrets.seen.clear();
		StringBuilder left = new StringBuilder();
		try (ConfigurableApplicationContext context = run(type, transport, settings)) {
			assertThat(get(context, "/work?access_token=" + secret("query") + "&page=2")).isEqualTo("done");
			get(context, "/fail");
			for (String endpoint : List.of("prometheus", "env", "configprops", "httpexchanges", "info", "vault",
					"metrics/logins")) {
				left.append(get(context, "/actuator/" + endpoint));
			}
			check.accept(context);
		}
		receiver.awaitSpans((all) -> all.stream().anyMatch((span) -> span.name().startsWith("charge")));
		receiver.awaitLogs((logs) -> logs.stream().anyMatch((log) -> log.message().startsWith("Paid with")));
		receiver.awaitMetrics((all) -> all.stream().anyMatch((metric) -> metric.name().equals("logins")));
		assertThat(receiver.requests()).allMatch((request) -> request.grpc() == transport.equals("grpc"));
		receiver.requests().forEach((request) -> left.append(request.message()));
		return left.append(Secrets.downstream).append(Secrets.seen).toString();
	}

	private static String secret(String from) {
		return "S3cr3t9" + from + "7Xq2";
	}

	private static String awaitScrape(ConfigurableApplicationContext context) {
		return Awaitility.await()
			.until(() -> get(context, "/actuator/prometheus"), (scrape) -> scrape.contains("exit=\"metric\""));
	}

	private static String get(ConfigurableApplicationContext context, String path) throws Exception {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
				.header("X-Api-Key", secret("header"))
				.build(), BodyHandlers.ofString())
			.body();
	}

	private static ConfigurableApplicationContext run(String type, String transport, String... more) {
		Stream<String> signals = Map.of("tracing", OtlpSignal.TRACES, "logging", OtlpSignal.LOGS)
			.entrySet()
			.stream()
			.flatMap((signal) -> Stream
				.of("endpoint=" + receiver.httpEndpoint(signal.getValue()), "transport=" + transport)
				.map((setting) -> "management.opentelemetry." + signal.getKey() + ".export.otlp." + setting));
		Stream<String> settings = Stream.of("server.port=0", "spring.application.name=vault",
				"spring.main.web-application-type=" + type, "fanlight.metrics.otlp.transport=" + transport,
				"management.tracing.sampling.probability=1", "management.otlp.metrics.export.enabled=true",
				"management.otlp.metrics.export.url=" + receiver.httpEndpoint(OtlpSignal.METRICS),
				"management.metrics.tags.application=vault", "management.endpoints.web.exposure.include=*",
				"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always",
				"management.info.env.enabled=true", "info.tenant=blue", "info.api-key=" + secret("info"),
				"management.httpexchanges.recording.include=request-headers,response-headers,remote-address,session-id",
				"management.tracing.baggage.remote-fields=X-Tenant-Token", "vault.user=joe",
				"vault.password=" + secret("property"),
				"vault.url=jdbc:postgresql://joe:" + secret("userinfo") + "@db/x",
				"vault.arguments=-v,--token=" + secret("list"),
				"management.opentelemetry.tracing.export.otlp.headers.x-api-key=" + secret("configured"),
				"management.opentelemetry.resource-attributes.db.password=" + secret("resource"),
				"fanlight.redaction.hmac-key=" + secret("hmac").repeat(3));
		return SpringApplication.run(Secrets.class,
				Stream.of(settings, signals, Stream.of(more))
					.flatMap((each) -> each)
					.map((argument) -> "--" + argument)
					.toArray(String[]::new));
	}

	@FunctionalInterface
	private interface Check {

		void accept(ConfigurableApplicationContext context) throws Exception;

	}

	@OpenApplication
	@RestController
	static class Secrets {

		private static final Logger logger = LoggerFactory.getLogger(Secrets.class);

		private static final Queue<String> downstream = new ConcurrentLinkedQueue<>();

		private static final Queue<String> seen = new ConcurrentLinkedQueue<>();

		private final Tracer tracer;

		private final io.opentelemetry.api.trace.Tracer otel;

		private final MeterRegistry meters;

		private final ObservationRegistry observations;

		private final RestClient client;

		Secrets(Tracer tracer, io.opentelemetry.api.trace.Tracer otel, MeterRegistry meters,
				ObservationRegistry observations, RestClient.Builder client) {
			this.tracer = tracer;
			this.otel = otel;
			this.meters = meters;
			this.observations = observations;
			// The other may not wait on a thread of the reactive stack
			this.client = client.requestFactory(new SimpleClientHttpRequestFactory()).build();
		}

		@GetMapping("/work")
		String work(@RequestHeader HttpHeaders headers) {
			this.meters.counter("logins", "token", secret("tag")).increment();
			this.observations.getCurrentObservation()
				.lowCardinalityKeyValue("api_key", secret("lowkey"))
				.highCardinalityKeyValue("note", "password=" + secret("highkey"));
			Span span = this.otel.spanBuilder("charge " + CARD).startSpan();
			span.setAttribute("password", secret("attribute"));
			span.setAttribute(AttributeKey.stringArrayKey("arguments"), List.of("--secret=" + secret("list")));
			span.setAttribute("order", "42");
			span.addEvent("used " + KEY_ID, Attributes.builder().put("token", secret("event")).build());
			span.setStatus(StatusCode.ERROR, "password=" + secret("status"));
			span.end();
			logger.atInfo()
				.addKeyValue("apiKey", secret("structured"))
				.log("Paid with {} password={}", CARD, secret("body"));
			try (BaggageInScope tenant = this.tracer.createBaggageInScope("tenant", "blue");
					BaggageInScope session = this.tracer.createBaggageInScope("session_token", secret("baggage"));
					BaggageInScope field = this.tracer.createBaggageInScope("X-Tenant-Token", secret("field"))) {
				this.client.get()
					.uri(URI.create("http://localhost:" + headers.getHost().getPort() + "/downstream?sig="
							+ secret("signature") + "&page=1"))
					.retrieve()
					.toBodilessEntity();
			}
			return "done";
		}

		@GetMapping("/fail")
		String fail() {
			throw new IllegalStateException("refused: password=" + secret("exception"));
		}

		@GetMapping("/downstream")
		void downstream(@RequestHeader Map<String, String> headers) {
			headers.forEach((name, value) -> downstream.add(name.toLowerCase(Locale.ROOT) + "=" + value));
		}

		@Bean
		static HttpExchangeRepository exchanges() {
			return new InMemoryHttpExchangeRepository();
		}

		@Bean
		static Vault vault() {
			return new Vault();
		}

		@Bean
		static SpanReporter reporter() {
			return (span) -> seen.add("reporter " + span.getName() + span.getTags() + span.getEvents());
		}

		@Bean
		static RecordingExporter exporter() {
			return new RecordingExporter("exporter ", seen);
		}

		@Bean
		static SpanProcessor processor() {
			return SimpleSpanProcessor.create(new RecordingExporter("processor ", seen));
		}

	}

	/**
	 * Answers with a map.
	 */
	@Endpoint(id = "vault")
	static class Vault {

		@ReadOperation
		Map<String, Object> read() {
			return Map.of("password", secret("answer"), "notes", List.of("paid with " + CARD));
		}

	}

	/**
	 * Writes down what it is given.
	 */
	private record RecordingExporter(String name, Queue<String> seen) implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			spans.forEach((span) -> this.seen.add(this.name + span));
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
