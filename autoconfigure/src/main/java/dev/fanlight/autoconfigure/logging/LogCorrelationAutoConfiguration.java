package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.logging.TraceSampledListener;
import io.micrometer.tracing.otel.bridge.EventListener;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for what Boot's log correlation leaves out: whether the trace of a
 * line is sampled.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
@ConditionalOnFanlight("logging")
@ConditionalOnClass({ EventListener.class, MDC.class })
public final class LogCorrelationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TraceSampledListener fanlightTraceSampledListener() {
		return new TraceSampledListener();
	}

}
