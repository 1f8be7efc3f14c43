package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;
import dev.fanlight.logging.MdcContextStorageProvider;
import dev.fanlight.logging.MdcContextStorage;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that takes the trace's MDC entries over from Boot: see
 * {@link MdcContextStorage}, which is installed before any context exists.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
@ConditionalOnFanlight("logging")
@ConditionalOnClass(Slf4JEventListener.class)
public final class LogCorrelationAutoConfiguration {

	/**
	 * Stands in for Boot's listener so that nothing is written to the MDC twice.
	 */
	@Bean
	@ConditionalOnMissingBean
	Slf4JEventListener fanlightSlf4JEventListener() {
		return new Slf4JEventListener() {

			@Override
			public void onEvent(Object event) {
				// MdcContextStorage has done it
			}

		};
	}

	/** Both are said at start in lines of their own. */
	@Bean
	@ConditionalOnMissingBean(name = "fanlightLogDiagnosis")
	Diagnosis fanlightLogDiagnosis(Environment environment) {
		return Diagnosis.notAtStart((findings) -> {
			if (!MdcContextStorage.isFollowing()) {
				findings.accept(new Finding("logs",
						"Text lines lack trace ids: OpenTelemetry's Context was used before SpringApplication.run.",
						"Use it later, or start the JVM with -Dio.opentelemetry.context.contextStorageProvider="
								+ MdcContextStorageProvider.class.getName() + "."));
			}
			String obstacle = UnwritableLogFile.obstacle(environment);
			if (obstacle != null) {
				findings.accept(new Finding("logs", "The log file cannot be written: " + obstacle + ".",
						"Change logging.file.name or logging.file.path, or the rights of the directory."));
			}
		});
	}

}
