package dev.fanlight.autoconfigure;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Without an endpoint the application opens no connection. Both HTTP clients at work, of
 * the JDK and OkHttp, ask the {@link ProxySelector} before they connect, so that it sees
 * every attempt, whoever listens on the port or not.
 */
class OtlpNothingUnaskedTests {

	private static final String BOOTS_DEFAULT = "management.otlp.metrics.export.enabled=true";

	private final ProxySelector before = ProxySelector.getDefault();

	private final List<URI> attempts = new CopyOnWriteArrayList<>();

	@BeforeEach
	void watchConnections() {
		ProxySelector.setDefault(new ProxySelector() {

			@Override
			public List<Proxy> select(URI uri) {
				OtlpNothingUnaskedTests.this.attempts.add(uri);
				return List.of(Proxy.NO_PROXY);
			}

			@Override
			public void connectFailed(URI uri, SocketAddress address, IOException ex) {
				// The attempt counts, not its end
			}

		});
	}

	@AfterEach
	void restore() {
		ProxySelector.setDefault(this.before);
	}

	@Test
	void bootAlonePushesMetricsUnasked() {
		runAndClose("fanlight.enabled=false", BOOTS_DEFAULT);
		assertThat(this.attempts).extracting(URI::getPort).contains(4318);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nothingIsExportedWithoutAnEndpoint(boolean enabled) {
		runAndClose("fanlight.enabled=" + enabled);
		assertThat(this.attempts).isEmpty();
	}

	@Test
	void everySignalIsSeenWithAnEndpoint() {
		runAndClose("management.otlp.metrics.export.url=http://localhost:1/v1/metrics",
				"management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:2/v1/traces",
				"management.opentelemetry.logging.export.otlp.endpoint=http://localhost:3/v1/logs");
		assertThat(this.attempts).extracting(URI::getPort).contains(1, 2, 3);
	}

	@Test
	void thereAreNoExportersWithoutAnEndpoint() {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(context.getBeanProvider(OtlpMeterRegistry.class).stream()).isEmpty();
			assertThat(context.getBeanProvider(SpanExporter.class).stream()).isEmpty();
			assertThat(context.getBeanProvider(LogRecordExporter.class).stream()).isEmpty();
		}
	}

	private static void runAndClose(String... settings) {
		try (ConfigurableApplicationContext context = run(settings)) {
			Observation.start("work", context.getBean(ObservationRegistry.class)).stop();
			LoggerFactory.getLogger(OtlpNothingUnaskedTests.class).info("work");
		}
	}

	private static ConfigurableApplicationContext run(String... settings) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application
			.run(Stream.concat(Stream.of("management.tracing.sampling.probability=1"), Arrays.stream(settings))
				.map((setting) -> "--" + setting)
				.toArray(String[]::new));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
