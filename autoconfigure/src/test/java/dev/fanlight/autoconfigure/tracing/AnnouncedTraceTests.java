package dev.fanlight.autoconfigure.tracing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fanlight.autoconfigure.OpenApplication;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two services: once a call has failed, the service behind keeps its part of the calls
 * that follow in the same trace, although nothing in it failed.
 */
class AnnouncedTraceTests {

	@ParameterizedTest
	@CsvSource({ "10, http get /fails http get /works", "0, http get /fails" })
	void serviceBehindKeepsTheRetryThatSucceeds(int perSecond, String kept) {
		InMemorySpanExporter behind = InMemorySpanExporter.create();
		InMemorySpanExporter before = InMemorySpanExporter.create();
		try (ConfigurableApplicationContext stock = run(behind);
				ConfigurableApplicationContext shop = run(before, "--stock=" + port(stock),
						"--fanlight.tracing.propagation.announce-per-second=" + perSecond)) {
			for (String path : List.of("/calm", "/order")) {
				RestClient.create("http://localhost:" + port(shop)).get().uri(path).retrieve().toBodilessEntity();
			}
			await().untilAsserted(() -> assertThat(spans(shop, before)).hasSize(3));
			await().until(() -> stock.getBean(TraceKeeper.class).undecided() == 0);
			await().untilAsserted(() -> assertThat(spans(stock, behind)).extracting(SpanData::getName)
				.containsExactlyInAnyOrder(kept.split(" (?=http)")));
			assertThat(Map.of("behind", spans(stock, behind), "before", spans(shop, before)).values())
				.allSatisfy((spans) -> assertThat(spans).extracting(SpanData::getTraceId)
					.containsOnly(before.getFinishedSpanItems().get(0).getTraceId()));
		}
	}

	private static List<SpanData> spans(ConfigurableApplicationContext context, InMemorySpanExporter exporter) {
		context.getBean(SdkTracerProvider.class).forceFlush().join(30, TimeUnit.SECONDS);
		return exporter.getFinishedSpanItems();
	}

	private static ConfigurableApplicationContext run(SpanExporter exporter, String... arguments) {
		return new SpringApplicationBuilder(Application.class)
			.properties("logging.level.root=off", "server.port=0", "spring.main.web-application-type=servlet",
					"management.tracing.sampling.probability=0", "fanlight.tracing.sampling.keep-slower-than=1h")
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(SpanExporter.class, () -> exporter))
			.run(arguments);
	}

	private static String port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port");
	}

	@OpenApplication
	@RestController
	static class Application {

		private final RestClient stock;

		Application(RestClient.Builder builder, @Value("${stock:0}") int port) {
			this.stock = builder.baseUrl("http://localhost:" + port)
				.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
				})
				.build();
		}

		@GetMapping("/calm")
		void calm() {
			this.stock.get().uri("/works").retrieve().toBodilessEntity();
		}

		@GetMapping("/order")
		void order() {
			List.of("/fails", "/works").forEach((path) -> this.stock.get().uri(path).retrieve().toBodilessEntity());
		}

		@GetMapping("/fails")
		ResponseEntity<Void> fails() {
			return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
		}

		@GetMapping("/works")
		void works() {
		}

	}

}
