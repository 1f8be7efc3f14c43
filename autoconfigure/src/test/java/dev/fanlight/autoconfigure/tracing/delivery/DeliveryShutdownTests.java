package dev.fanlight.autoconfigure.tracing.delivery;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.tracing.delivery.Shop.Application;
import dev.fanlight.test.OtlpAnswer;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.ReceivedLog;
import dev.fanlight.test.ReceivedSpan;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a request that is still running when the application begins to end leaves behind.
 */
class DeliveryShutdownTests {

	@RegisterExtension
	static final OtlpReceiver receiver = OtlpReceiver.start();

	@TempDir
	Path spool;

	/** Without delivery it is Boot's order: its last metrics come before the request. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void deliversAllThreeSignalsOfADrainedRequest(boolean enabled) throws Exception {
		closeDuringRequest(new Shop(Shop.to(receiver, "http", "fanlight.delivery.enabled=" + enabled)));
		assertThat(receiver.spans()).extracting(ReceivedSpan::name).contains("http get /slow");
		assertThat(receiver.logs()).extracting(ReceivedLog::message).contains("slow one done");
		assertThat(receiver.metrics().stream().anyMatch((metric) -> "/slow".equals(metric.attributes().get("uri"))))
			.isEqualTo(enabled);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.threads.virtual.enabled=true", "spring.main.web-application-type=reactive" })
	void doesSoOnVirtualThreadsAndReactorNetty(String setting) throws Exception {
		assumeTrue(!setting.contains("virtual") || Runtime.version().feature() >= 21);
		closeDuringRequest(new Shop(Shop.to(receiver, "grpc", setting)));
		assertThat(receiver.spans()).extracting(ReceivedSpan::name).contains("http get /slow");
		assertThat(receiver.logs()).extracting(ReceivedLog::message).contains("slow one done");
		assertThat(receiver.metrics()).anyMatch((metric) -> "/slow".equals(metric.attributes().get("uri")));
	}

	@Test
	void goesOnAfterAPause() {
		try (Shop shop = new Shop(Shop.to(receiver, "http"))) {
			shop.context.stop();
			shop.context.start();
			assertThat(shop.context.getBean(MeterRegistry.class).isClosed()).isFalse();
			shop.context.getBean(Tracer.class).spanBuilder("after").startSpan().end();
			assertThat(receiver.awaitSpans(1)).extracting(ReceivedSpan::name).contains("after");
		}
	}

	@Test
	void endsInTimeThoughTheCollectorHangsAndTheSpoolHoldsEverything() throws Exception {
		receiver.answerAlways(OtlpAnswer.hang());
		Duration taken = closeDuringRequest(new Shop(Shop.to(receiver, "http", spooling("1s"))));
		assertThat(taken).isLessThan(Duration.ofSeconds(6));
		assertThat(receiver.spans()).isEmpty();
		receiver.reset();
		assertReplayed();
	}

	@Test
	void endsInTimeThoughThereIsNoCollectorAndTheSpoolHoldsEverything() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		OtlpReceiver absent = OtlpReceiver.start(port);
		absent.close();
		Duration taken = closeDuringRequest(new Shop(Shop.to(absent, "grpc", spooling("1s"))));
		assertThat(taken).isLessThan(Duration.ofSeconds(6));
		assertThat(spooled()).contains("slow one done", "Signing in with password=").doesNotContain(Application.SECRET);
		assertReplayed();
	}

	private String spooled() throws IOException {
		try (Stream<Path> files = Files.walk(this.spool)) {
			StringBuilder all = new StringBuilder();
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
			}
			return all.toString();
		}
	}

	private void assertReplayed() {
		try (Shop next = new Shop(Shop.to(receiver, "http", spooling("1s")))) {
			receiver.awaitSpans((spans) -> spans.stream().anyMatch((span) -> span.name().equals("http get /slow")));
			receiver.awaitLogs((logs) -> logs.stream().anyMatch((log) -> log.message().equals("slow one done")));
		}
		assertThat(receiver.metrics()).anyMatch((metric) -> "/slow".equals(metric.attributes().get("uri")));
		assertThat(receiver.spans()).filteredOn((span) -> span.name().equals("http get /slow")).hasSize(1);
	}

	private String[] spooling(String timeout) {
		return new String[] { "fanlight.delivery.spool.enabled=true", "fanlight.delivery.spool.directory=" + this.spool,
				"fanlight.delivery.shutdown-timeout=" + timeout };
	}

	private static Duration closeDuringRequest(Shop shop) throws IOException {
		Application application = shop.context.getBean(Application.class);
		CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> shop.get("/slow"));
		shop.context.addApplicationListener((ApplicationListener<ContextClosedEvent>) (event) -> CompletableFuture
			.delayedExecutor(100, TimeUnit.MILLISECONDS)
			.execute(application.released::countDown));
		try {
			assertThat(application.entered.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
		long start = System.nanoTime();
		shop.close();
		Duration taken = Duration.ofNanos(System.nanoTime() - start);
		assertThat(request.join()).isEqualTo("slow");
		return taken;
	}

}
