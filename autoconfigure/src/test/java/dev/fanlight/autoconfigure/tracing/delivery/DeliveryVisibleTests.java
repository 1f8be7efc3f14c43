package dev.fanlight.autoconfigure.tracing.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.DeliverySettings;
import dev.fanlight.tracing.delivery.DropReason;
import io.opentelemetry.api.trace.Tracer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeliveryVisibleTests {

	private static final String REFUSED = "fanlight_delivery_processor_refused_total{";

	private static final Logger logger = LoggerFactory.getLogger(DeliveryVisibleTests.class);

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DeliveryAutoConfiguration.class, DeliveryMetersAutoConfiguration.class,
				DeliveryHealthAutoConfiguration.class));

	@Test
	void scrapeHealthAndSectionTellTheSame() {
		receiver.answerAlways(OtlpAnswer.unavailable());
		try (Shop shop = new Shop(Shop.to(receiver, "http", "management.endpoint.health.show-details=always",
				"management.endpoints.web.exposure.include=health,prometheus,fanlight",
				"management.endpoint.health.probes.enabled=true"))) {
			shop.get("/items/1");
			await().until(() -> shop.scraped("fanlight_delivery_breaker{signal=\"traces\",state=\"open\"}") == 1);
			assertThat(shop.scraped("fanlight_delivery_queue_items{signal=\"traces\"")).isEqualTo(1);
			assertThat(shop.get("/actuator/health")).contains("\"status\":\"UP\"", "\"status\":\"DEGRADED\"",
					"HTTP 503, not available");
			assertThat(shop.get("/actuator/health/readiness")).contains("\"status\":\"UP\"").doesNotContain("DEGRADED");
			assertThat(shop.get("/actuator/fanlight/delivery")).contains("\"traces\":{", "HTTP 503, not available",
					"\"lastSuccess\":\"never\"");
			receiver.reset();
			await().until(() -> shop.scraped("fanlight_delivery_delivered_total{signal=\"traces\"") == 1);
			assertThat(shop.scraped("fanlight_delivery_queue_items{signal=\"traces\"")).isZero();
			assertThat(shop.scraped("fanlight_delivery_retries_total{signal=\"traces\"")).isPositive();
			assertThat(shop.scraped("fanlight_delivery_bytes_total{signal=\"traces\"")).isPositive();
			assertThat(shop.scraped("fanlight_delivery_processor_dropped_total")).isZero();
			await().until(() -> shop.get("/actuator/health").contains("\"delivery\":{\"details\"")
					&& !shop.get("/actuator/health").contains("DEGRADED"));
		}
	}

	@Test
	void whatFindsTheQueueOfTheProcessorFullIsCounted() {
		try (Shop shop = new Shop(Shop.to(receiver, "http", "management.opentelemetry.tracing.export.max-queue-size=1",
				"management.opentelemetry.tracing.export.max-batch-size=1"))) {
			Tracer tracer = shop.context.getBean(Tracer.class);
			await().until(() -> {
				IntStream.range(0, 1000).forEach((i) -> tracer.spanBuilder("burst").startSpan().end());
				return shop.scraped("fanlight_delivery_processor_dropped_total{signal=\"traces\"") > 0;
			});
		}
	}

	@Test
	void fillingQueueOfLogRecordsRefusesTheLeastImportantFirst() {
		try (Shop shop = new Shop(Shop.to(receiver, "http", "management.opentelemetry.logging.export.max-queue-size=20",
				"management.opentelemetry.logging.export.max-batch-size=20",
				"fanlight.logging.storm-guard.enabled=false"))) {
			await().until(() -> {
				IntStream.range(0, 1000).forEach((i) -> logger.info("ordinary {}", i));
				return shop.scraped(REFUSED + "level=\"info\"") > 0;
			});
			logger.error("important");
			await().until(() -> receiver.logs().stream().anyMatch((log) -> log.message().equals("important")));
			assertThat(shop.scraped(REFUSED + "level=\"error\"")).isZero();
			assertThat(shop.scraped("fanlight_delivery_processor_dropped_total{signal=\"logs\""))
				.isEqualTo(shop.scraped(REFUSED + "level=\"info\""));
		}
	}

	@ParameterizedTest
	@CsvSource({ "http, content-encoding", "grpc, grpc-encoding" })
	void eachSignalIsCompressedAndItsRejectedPartCounted(String transport, String header) {
		receiver.answerAlways(OtlpAnswer.partialSuccess(1, "too old"));
		try (Shop shop = new Shop(Shop.to(receiver, transport,
				"management.opentelemetry.tracing.export.otlp.compression=gzip",
				"management.opentelemetry.logging.export.otlp.compression=gzip",
				"management.otlp.metrics.export.compression-mode=gzip", "management.otlp.metrics.export.step=1s"))) {
			shop.get("/items/1");
			for (OtlpSignal signal : OtlpSignal.values()) {
				String name = signal.name().toLowerCase(Locale.ROOT);
				await().until(() -> shop
					.scraped("fanlight_delivery_dropped_total{reason=\"rejected\",signal=\"" + name + "\"") >= 1);
				assertThat(receiver.requests()).filteredOn((request) -> request.signal() == signal)
					.isNotEmpty()
					.allSatisfy((request) -> assertThat(request.grpc()).isEqualTo(transport.equals("grpc")))
					.allSatisfy((request) -> assertThat(request.header(header)).isEqualTo("gzip"));
			}
		}
	}

	@Test
	void pageNamesEveryMeterAndReason() throws IOException {
		String page = Files.readString(Path.of("../docs/delivery.md"));
		assertThat(DeliveryMeter.values()).allSatisfy((meter) -> assertThat(page)
			.contains("| `%s` | %s |".formatted(meter.meterName(), meter.description())));
		assertThat(Arrays.stream(DropReason.values()).map(DropReason::key))
			.allSatisfy((reason) -> assertThat(page).contains("`" + reason + "`"));
	}

	@Test
	void suppliesBacksOffAndStaysAway() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(Delivery.class)
			.hasSingleBean(DeliveryMeters.class)
			.hasSingleBean(DeliveryHealthIndicator.class));
		this.runner.withUserConfiguration(Own.class)
			.run((context) -> assertThat(context.getBeansOfType(Delivery.class)).containsOnlyKeys("own"));
		this.runner.withPropertyValues("fanlight.delivery.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Delivery.class)
				.doesNotHaveBean(DeliveryMeters.class));
		this.runner.withPropertyValues("management.health.delivery.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DeliveryHealthIndicator.class));
		this.runner.withClassLoader(new FilteredClassLoader(OkHttpClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Delivery.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		Delivery own() {
			return new Delivery(new DeliverySettings(1, Duration.ZERO, Duration.ZERO, null));
		}

	}

}
