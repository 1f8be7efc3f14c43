package dev.fanlight.autoconfigure.tracing.delivery;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.tracing.RedactTracingAutoConfiguration;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedLog;
import dev.fanlight.test.ReceivedSpan;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.DeliveryCounter;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Processes that are killed while their collector is away and while it is back.
 */
class DeliveryReplayTests {

	private static final int BATCH = 5;

	/** The last ones fill no batch: the processor keeps them until somebody asks. */
	private static final int ITEMS = 103;

	@TempDir
	Path temp;

	@ParameterizedTest
	@ValueSource(strings = { "http", "grpc" })
	void replaysAfterAKillWhatWasInTheSpoolAndAtMostOneBatchTwice(String transport) throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		Process away = start(transport, port, ITEMS);
		await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(this.temp.resolve("spooled")));
		away.destroyForcibly().waitFor();
		try (OtlpReceiver receiver = OtlpReceiver.start(port)) {
			receiver.answerAlways(OtlpAnswer.accept().delayedBy(Duration.ofMillis(100)));
			Process replaying = start(transport, port, 0);
			receiver.await(receiver::spans, (spans) -> spans.size() >= 40 && receiver.logs().size() >= 40,
					Duration.ofSeconds(60));
			replaying.destroyForcibly().waitFor();
			assertThat(receiver.spans()).hasSizeLessThan(ITEMS);
			assertThat(receiver.logs()).hasSizeLessThan(ITEMS);
			receiver.answerAlways(OtlpAnswer.accept());
			Process last = start(transport, port, 0);
			isWhole(receiver, () -> receiver.spans().stream().map(ReceivedSpan::name).toList());
			isWhole(receiver, () -> receiver.logs().stream().map(ReceivedLog::message).toList());
			last.destroyForcibly().waitFor();
		}
	}

	private static void isWhole(OtlpReceiver receiver, Supplier<List<String>> received) {
		List<String> all = IntStream.range(0, ITEMS).mapToObj((i) -> "item " + i).toList();
		List<String> items = receiver.await(received, (seen) -> new HashSet<>(seen).containsAll(all),
				Duration.ofSeconds(60));
		assertThat(items).hasSizeLessThanOrEqualTo(ITEMS + BATCH);
		assertThat(items.stream().distinct()).containsExactlyInAnyOrderElementsOf(all);
		// The exporter orders the spans of a batch as it likes
		assertThat(items.stream().distinct().map((item) -> Integer.parseInt(item.substring(5)) / BATCH)).isSorted();
	}

	private Process start(String transport, int port, int items) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Application.class.getName(),
				"--items=" + items, "--note=" + this.temp.resolve("spooled"),
				"--fanlight.delivery.spool.directory=" + this.temp.resolve("spool"),
				"--fanlight.delivery.initial-backoff=100ms", "--fanlight.delivery.max-backoff=100ms",
				"--management.tracing.sampling.probability=1",
				"--management.opentelemetry.tracing.export.max-batch-size=" + BATCH,
				"--management.opentelemetry.logging.export.max-batch-size=" + BATCH,
				"--management.opentelemetry.tracing.export.schedule-delay=1h",
				"--management.opentelemetry.logging.export.schedule-delay=1h",
				"--management.opentelemetry.tracing.export.otlp.transport=" + transport,
				"--management.opentelemetry.logging.export.otlp.transport=" + transport,
				"--management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:" + port
						+ OtlpSignal.TRACES.path(),
				"--management.opentelemetry.logging.export.otlp.endpoint=http://localhost:" + port
						+ OtlpSignal.LOGS.path())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.temp.resolve("output").toFile()))
			.start();
	}

	/**
	 * Makes spans and log records, waits until they are on disk, notes that, lives on.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableConfigurationProperties(FanlightProperties.class)
	@ImportAutoConfiguration({ OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
			OtlpTracingAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class,
			OtlpLoggingAutoConfiguration.class, DeliveryAutoConfiguration.class,
			DeliveryProcessorsAutoConfiguration.class, RedactTracingAutoConfiguration.class })
	static class Application {

		public static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.run(args);
		}

		@Bean
		ApplicationRunner items(Tracer tracer, SdkLoggerProvider loggers, Delivery delivery) {
			return (arguments) -> {
				int items = Integer.parseInt(arguments.getOptionValues("items").get(0));
				Logger logger = loggers.get("items");
				IntStream.range(0, items).forEach((i) -> {
					tracer.spanBuilder("item " + i).startSpan().end();
					logger.logRecordBuilder().setBody("item " + i).emit();
				});
				while (delivery.count("traces", DeliveryCounter.SPOOLED) < items
						|| delivery.count("logs", DeliveryCounter.SPOOLED) < items) {
					Thread.sleep(20);
				}
				Files.writeString(Path.of(arguments.getOptionValues("note").get(0)), "spooled");
				new CountDownLatch(1).await();
			};
		}

	}

}
