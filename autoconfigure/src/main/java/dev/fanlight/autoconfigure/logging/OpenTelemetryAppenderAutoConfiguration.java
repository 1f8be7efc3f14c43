package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.LogTextLimits;
import dev.fanlight.logging.LogLimits;
import dev.fanlight.logging.OpenTelemetryAppenderAttachment;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.opentelemetry.autoconfigure.ConditionalOnEnabledOpenTelemetry;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that exports log lines over OTLP without an appender in the Logback
 * configuration.
 */
@AutoConfiguration(after = { OpenTelemetrySdkAutoConfiguration.class, OtlpLoggingAutoConfiguration.class })
@ConditionalOnFanlight({ "logging", "logging.otlp" })
@ConditionalOnClass({ LoggerContext.class, OpenTelemetryAppender.class, LogRecordExporter.class,
		OtlpLoggingAutoConfiguration.class })
@ConditionalOnEnabledOpenTelemetry
@EnableConfigurationProperties({ OtlpLogProperties.class, LogLimitsProperties.class })
public final class OpenTelemetryAppenderAutoConfiguration {

	@Bean
	@ConditionalOnBean({ OpenTelemetry.class, LogRecordExporter.class })
	@ConditionalOnMissingBean(OpenTelemetryAppender.class)
	static OpenTelemetryAppenderPostProcessor fanlightOpenTelemetryAppenderPostProcessor(
			ObjectProvider<OpenTelemetryAppenderAttachment> attachment) {
		return new OpenTelemetryAppenderPostProcessor(() -> attachment.getIfAvailable(
				() -> OpenTelemetryAppenderAttachment.attach((LoggerContext) LoggerFactory.getILoggerFactory())));
	}

	@Bean
	@ConditionalOnMissingBean
	LogTextLimits fanlightLogTextLimits(LogLimitsProperties properties) {
		LogLimits limits = properties.toLimits();
		return new LogTextLimits() {

			@Override
			public String message(String message) {
				return limits.cutMessage(message);
			}

			@Override
			public String value(String value) {
				return limits.cutValue(value);
			}

			@Override
			public String stackTrace(String trace) {
				return limits.cutStackTrace(trace);
			}

		};
	}

	@Bean
	@ConditionalOnBean(OpenTelemetryAppenderPostProcessor.class)
	static LazyInitializationExcludeFilter fanlightOpenTelemetryEagerInitialization() {
		return LazyInitializationExcludeFilter.forBeanTypes(OpenTelemetry.class);
	}

}
