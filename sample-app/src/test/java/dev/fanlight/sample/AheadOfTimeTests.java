package dev.fanlight.sample;

import java.util.Map;

import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedRequest;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.AotDetector;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shop that was processed ahead of time with no endpoint set, in an environment that
 * has one. Profile {@code aot}.
 */
@EnabledIfSystemProperty(named = AotDetector.AOT_ENABLED, matches = "true")
class AheadOfTimeTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@ParameterizedTest
	@ValueSource(strings = { "http/protobuf", "grpc" })
	void exportsToTheEndpointOfTheEnvironmentItStartsIn(String protocol) {
		try (ConfigurableApplicationContext shop = start("--OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.httpEndpoint(),
				"--OTEL_EXPORTER_OTLP_PROTOCOL=" + protocol)) {
			order(shop);
		}
		receiver.awaitSpans((spans) -> spans.stream().anyMatch((span) -> span.name().equals("http post /api/orders")));
		receiver.awaitLogs((lines) -> lines.stream().anyMatch((line) -> "Created order".equals(line.body())));
		receiver.awaitMetrics((all) -> all.stream().anyMatch((metric) -> metric.name().equals("http.server.requests")));
		assertThat(receiver.requests()).extracting(ReceivedRequest::grpc).containsOnly(protocol.equals("grpc"));
		assertThat(receiver.requests()).extracting(ReceivedRequest::signal).contains(OtlpSignal.values());
	}

	@Test
	void exportsNothingWhereNoEndpointIsSet() {
		try (ConfigurableApplicationContext shop = start()) {
			order(shop);
			assertThat(shop.getBeansOfType(SpanExporter.class)).isEmpty();
			assertThat(shop.getBeansOfType(LogRecordExporter.class)).isEmpty();
			assertThat(shop.getBeansOfType(OtlpMeterRegistry.class)).isEmpty();
			assertThat(client(shop).get().uri("/actuator/prometheus").retrieve().body(String.class))
				.contains("uri=\"/api/orders\"");
		}
	}

	private static ConfigurableApplicationContext start(String... settings) {
		assertThat(AotDetector.useGeneratedArtifacts()).isTrue();
		return new SpringApplicationBuilder(ShopApplication.class).main(ShopApplication.class)
			.properties(Map.of("server.port", 0, "shop.traffic.enabled", false,
					"management.tracing.sampling.probability", 1))
			.run(settings);
	}

	private static void order(ConfigurableApplicationContext shop) {
		client(shop).post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("sku", "teapot", "quantity", 1, "paymentMethod", "invoice", "card", ""))
			.retrieve()
			.toBodilessEntity();
	}

	private static RestClient client(ConfigurableApplicationContext shop) {
		int port = ((WebServerApplicationContext) shop).getWebServer().getPort();
		return RestClient.create("http://localhost:" + port);
	}

}
