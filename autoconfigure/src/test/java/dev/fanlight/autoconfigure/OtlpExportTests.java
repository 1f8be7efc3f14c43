package dev.fanlight.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedLog;
import dev.fanlight.test.ReceivedMetric;
import dev.fanlight.test.ReceivedRequest;
import dev.fanlight.test.ReceivedSpan;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The three signals of a Boot application with a real web server over a real socket.
 */
class OtlpExportTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void exportsTracesLogsAndMetricsByTheKeysOfBoot(String transport) throws Exception {
		exportsTracesLogsAndMetrics(transport, keysOfBoot(transport));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http/protobuf", "grpc" })
	void exportsTracesLogsAndMetricsByTheKeysOfOpenTelemetry(String protocol) throws Exception {
		exportsTracesLogsAndMetrics(protocol, Stream.of("OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.httpEndpoint(),
				"OTEL_EXPORTER_OTLP_PROTOCOL=" + protocol, "OTEL_EXPORTER_OTLP_HEADERS=x-tenant=blue"));
	}

	private static void exportsTracesLogsAndMetrics(String transport, Stream<String> settings) throws Exception {
		try (ConfigurableApplicationContext context = run(settings)) {
			int port = ((WebServerApplicationContext) context).getWebServer().getPort();
			assertThat(get("http://localhost:" + port + "/hello")).isEqualTo("hello");
			// The response is out before the observation stops, and closing publishes
			// first
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Awaitility.await().until(() -> registry.find("http.server.requests").timer() != null);
		}
		ReceivedSpan span = receiver.awaitSpans(1).get(0);
		assertThat(span.name()).isEqualTo("http get /hello");
		assertThat(span.service()).isEqualTo("greeter");
		ReceivedLog log = receiver.awaitLogs((logs) -> logs.stream().anyMatch(OtlpExportTests::isGreeting))
			.stream()
			.filter(OtlpExportTests::isGreeting)
			.findFirst()
			.orElseThrow();
		assertThat(log.traceId()).isEqualTo(span.traceId());
		assertThat(log.spanId()).isEqualTo(span.spanId());
		assertThat(log.sampled()).isTrue();
		assertThat(log.attributes()).containsEntry("who", "world");
		assertThat(log.resource()).containsEntry("service.name", "greeter");
		List<ReceivedMetric> metrics = receiver
			.awaitMetrics((all) -> all.stream().anyMatch((metric) -> metric.name().equals("http.server.requests")));
		assertThat(metrics).filteredOn((metric) -> metric.name().equals("http.server.requests"))
			.singleElement()
			.satisfies((metric) -> {
				assertThat(metric.attributes()).containsEntry("uri", "/hello").containsEntry("status", "200");
				assertThat(metric.count()).isEqualTo(1);
				assertThat(metric.resource()).containsEntry("service.name", "greeter");
			});
		assertThat(receiver.requests()).extracting(ReceivedRequest::grpc).containsOnly(transport.equals("grpc"));
		assertThat(receiver.requests()).extracting(ReceivedRequest::signal).contains(OtlpSignal.values());
		assertThat(receiver.requests()).extracting((request) -> request.header("x-tenant")).containsOnly("blue");
	}

	private static boolean isGreeting(ReceivedLog log) {
		return log.message().equals("Greeting the world");
	}

	private static Stream<String> keysOfBoot(String transport) {
		Stream<String> metrics = Stream.of(
				"management.otlp.metrics.export.url=" + receiver.httpEndpoint(OtlpSignal.METRICS),
				"management.otlp.metrics.export.headers.x-tenant=blue", "fanlight.metrics.otlp.transport=" + transport);
		return Stream.concat(metrics,
				Map.of("tracing", OtlpSignal.TRACES, "logging", OtlpSignal.LOGS)
					.entrySet()
					.stream()
					.flatMap((signal) -> Stream
						.of("endpoint=" + receiver.httpEndpoint(signal.getValue()), "transport=" + transport,
								"headers.x-tenant=blue")
						.map((setting) -> "management.opentelemetry." + signal.getKey() + ".export.otlp." + setting)));
	}

	private static ConfigurableApplicationContext run(Stream<String> settings) {
		Stream<String> always = Stream.of("server.port=0", "spring.application.name=greeter",
				"management.tracing.sampling.probability=1");
		return SpringApplication.run(Greeter.class,
				Stream.concat(always, settings).map((setting) -> "--" + setting).toArray(String[]::new));
	}

	private static String get(String uri) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@OpenApplication
	@RestController
	static class Greeter {

		private static final Logger logger = LoggerFactory.getLogger(Greeter.class);

		@GetMapping("/hello")
		String hello() {
			logger.atInfo().addKeyValue("who", "world").log("Greeting the world");
			return "hello";
		}

	}

}
