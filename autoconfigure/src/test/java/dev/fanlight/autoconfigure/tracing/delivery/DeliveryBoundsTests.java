package dev.fanlight.autoconfigure.tracing.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.DeliveryCounter;
import dev.fanlight.tracing.delivery.DropReason;
import dev.fanlight.tracing.delivery.Signal;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each bound of what waits, by what is dropped while the collector is away.
 */
class DeliveryBoundsTests {

	private static final String ONE_ATTEMPT = "fanlight.delivery.initial-backoff=1h";

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DeliveryAutoConfiguration.class));

	@TempDir
	private Path spool;

	private Tracer tracer;

	@BeforeEach
	void answerNothing() {
		receiver.answerAlways(OtlpAnswer.unavailable());
	}

	@Test
	void maxQueueSizeBoundsTheMemory() {
		run((delivery) -> {
			export(9);
			assertThat(delivery.dropped("traces", DropReason.QUEUE_FULL)).isEqualTo(10 - 4);
		}, ONE_ATTEMPT, "fanlight.delivery.max-queue-size=20KB", "fanlight.delivery.spool.enabled=false");
	}

	@Test
	void maxSizeOfTheSpoolBoundsTheDisk() {
		run((delivery) -> {
			export(40);
			assertThat(spooled()).isBetween(40_000L, 64L * 1024);
			assertThat(delivery.dropped("traces", DropReason.SPOOL_FULL)).isBetween(25.0, 32.0);
		}, ONE_ATTEMPT, "fanlight.delivery.spool.enabled=true", "fanlight.delivery.spool.max-size=64KB");
	}

	@Test
	void maxAgeOfTheSpoolBoundsTheWait() {
		run((delivery) -> await().until(() -> delivery.dropped("traces", DropReason.EXPIRED) == 1),
				"fanlight.delivery.initial-backoff=50ms", "fanlight.delivery.spool.enabled=true",
				"fanlight.delivery.spool.max-age=10ms");
	}

	/** With one span that waits already. */
	private void run(Consumer<Delivery> test, String... settings) {
		this.runner.withPropertyValues("fanlight.delivery.spool.directory=" + this.spool)
			.withPropertyValues(settings)
			.run((context) -> {
				Delivery delivery = context.getBean(Delivery.class);
				this.tracer = tracer(delivery);
				export(1);
				await().until(() -> delivery.count("traces", DeliveryCounter.RETRIES) > 0);
				test.accept(delivery);
			});
	}

	private static Tracer tracer(Delivery delivery) {
		OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(receiver.httpEndpoint(OtlpSignal.TRACES))
			.setComponentLoader(delivery.senders(Signal.TRACES))
			.build();
		return SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build().get("test");
	}

	/** Each in a batch of its own, of some 4 kB. */
	private void export(int spans) {
		for (int i = 0; i < spans; i++) {
			this.tracer.spanBuilder("span").setAttribute("text", "x".repeat(4000)).startSpan().end();
		}
	}

	private long spooled() {
		try (Stream<Path> files = Files.walk(this.spool)) {
			return files.filter(Files::isRegularFile).mapToLong((file) -> file.toFile().length()).sum();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
