package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.logging.MdcContextStorage;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

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

}
