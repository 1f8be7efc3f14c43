package dev.fanlight.autoconfigure.tracing.delivery;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.OpenApplication;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A running web application whose requests can be recognised in what it exports. */
final class Shop implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	final ConfigurableApplicationContext context;

	private final int port;

	Shop(String... settings) {
		Stream<String> always = Stream.of("server.port=0", "spring.application.name=shop",
				"spring.main.banner-mode=off", "management.tracing.sampling.probability=1",
				"management.opentelemetry.tracing.export.schedule-delay=100ms",
				"management.opentelemetry.logging.export.schedule-delay=100ms",
				"fanlight.delivery.initial-backoff=100ms", "fanlight.delivery.max-backoff=300ms");
		Map<String, String> last = new LinkedHashMap<>();
		Stream.concat(always, Arrays.stream(settings))
			.forEach((setting) -> last.put(setting.substring(0, setting.indexOf('=')), "--" + setting));
		this.context = SpringApplication.run(Application.class, last.values().toArray(String[]::new));
		this.port = ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	/** The settings that send all three signals to a receiver. */
	static String[] to(OtlpReceiver receiver, String transport, String... more) {
		return Stream.concat(Stream.of(
				"management.opentelemetry.tracing.export.otlp.endpoint=" + receiver.httpEndpoint(OtlpSignal.TRACES),
				"management.opentelemetry.logging.export.otlp.endpoint=" + receiver.httpEndpoint(OtlpSignal.LOGS),
				"management.otlp.metrics.export.url=" + receiver.httpEndpoint(OtlpSignal.METRICS),
				"management.opentelemetry.tracing.export.otlp.transport=" + transport,
				"management.opentelemetry.logging.export.otlp.transport=" + transport,
				"fanlight.metrics.otlp.transport=" + transport), Arrays.stream(more))
			.toArray(String[]::new);
	}

	String get(String path) {
		try {
			return CLIENT
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build(),
						HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The sum of the samples whose line in the scrape begins so. */
	double scraped(String prefix) {
		return get("/actuator/prometheus").lines()
			.filter((line) -> line.startsWith(prefix))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
	}

	@Override
	public void close() {
		this.context.close();
	}

	@OpenApplication
	@RestController
	static class Application {

		static final String SECRET = "correct-horse-battery";

		private static final Logger logger = LoggerFactory.getLogger(Application.class);

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch released = new CountDownLatch(1);

		@GetMapping("/items/{id}")
		String item(@PathVariable String id) {
			logger.info("item {}", id);
			return id;
		}

		@GetMapping("/slow")
		String slow() throws InterruptedException {
			this.entered.countDown();
			this.released.await();
			logger.info("Signing in with password={}", SECRET);
			logger.info("slow one done");
			return "slow";
		}

	}

}
