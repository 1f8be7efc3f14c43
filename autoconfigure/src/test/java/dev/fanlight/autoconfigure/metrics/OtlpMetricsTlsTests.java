package dev.fanlight.autoconfigure.metrics;

import java.nio.file.Path;
import java.time.Duration;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fanlight.logging.MdcContextStorage;
import dev.fanlight.metrics.OtlpMetricsStateLog;
import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.tls.SelfSigned;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class OtlpMetricsTlsTests {

	@TempDir
	private static Path directory;

	private static Path store;

	private static OtlpReceiver receiver;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, MetricsAutoConfiguration.class,
				OtlpMetricsExportAutoConfiguration.class, OtlpMetricsTransportAutoConfiguration.class))
		.withPropertyValues("fanlight.metrics.otlp.transport=grpc",
				"management.otlp.metrics.export.url=" + receiver.httpEndpoint(OtlpSignal.METRICS));

	@BeforeAll
	static void beginLikeAnApplication() {
		// The gRPC client uses the context, after which no other test could install this
		MdcContextStorage.install();
	}

	@BeforeAll
	static void startWithOwnCertificate() throws Exception {
		SelfSigned certificate = SelfSigned.in(directory);
		store = certificate.store();
		receiver = OtlpReceiver.start(certificate.keys());
	}

	@AfterAll
	static void close() {
		receiver.close();
	}

	@Test
	void trustsWhomTheBundleTrusts() {
		this.runner
			.withPropertyValues("spring.ssl.bundle.jks.otlp.truststore.location=file:" + store,
					"spring.ssl.bundle.jks.otlp.truststore.password=" + SelfSigned.PASSWORD,
					"management.otlp.metrics.export.ssl.bundle=otlp")
			.run((context) -> context.getBean(MeterRegistry.class).counter("orders").increment());
		assertThat(receiver.await(receiver::metrics, (metrics) -> !metrics.isEmpty(), Duration.ofSeconds(10)))
			.anyMatch((metric) -> metric.name().equals("orders"));
		receiver.reset();
	}

	@Test
	void trustsNobodyElse() {
		// Whatever earlier tests have made of the console
		Logger logger = (Logger) LoggerFactory.getLogger(OtlpMetricsStateLog.class);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.setLevel(Level.WARN);
		logger.addAppender(lines);
		try {
			this.runner.run((context) -> context.getBean(MeterRegistry.class).counter("orders").increment());
		}
		finally {
			logger.detachAppender(lines);
			logger.setLevel(null);
		}
		assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.singleElement()
			.asString()
			.contains("Metrics do not reach https://", ": TLS: ");
		assertThat(receiver.requests()).isEmpty();
	}

}
