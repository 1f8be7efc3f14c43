package dev.fanlight.autoconfigure.logging;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fanlight.test.OtlpReceiver;
import dev.fanlight.test.OtlpSignal;
import dev.fanlight.test.ReceivedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lines of a process from its first to its last, which only a process of its own has.
 */
class OpenTelemetryAppenderProcessTests {

	@RegisterExtension
	final OtlpReceiver receiver = OtlpReceiver.start();

	@TempDir
	private Path directory;

	@Test
	void exportsEveryLineOfTheProcessOnce() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Application.class.getName(),
				"--management.opentelemetry.logging.export.otlp.endpoint="
						+ this.receiver.httpEndpoint(OtlpSignal.LOGS))
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output").toFile())
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).isZero();
		List<String> messages = this.receiver.logs().stream().map(ReceivedLog::message).toList();
		assertThat(messages).containsOnlyOnce("before Boot", "constructed", "started")
			.startsWith("before Boot")
			.doesNotContain("debug before Boot");
		assertThat(this.receiver.logs().get(0).attributes()).containsEntry("request_id", "r-0");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class,
			OtlpLoggingAutoConfiguration.class, OpenTelemetryAppenderAutoConfiguration.class })
	static class Application {

		private static final Logger logger = LoggerFactory.getLogger(Application.class);

		Application() {
			logger.info("constructed");
		}

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> logger.info("started");
		}

		public static void main(String[] args) {
			MDC.put("request_id", "r-0");
			logger.debug("debug before Boot");
			logger.info("before Boot");
			MDC.clear();
			SpringApplication application = new SpringApplication(Application.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.run(args);
		}

	}

}
