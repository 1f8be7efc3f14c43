package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.LogTextLimits;
import dev.fanlight.redaction.Redactor;
import io.micrometer.tracing.annotation.SpanTagAnnotationHandler;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.aspectj.lang.ProceedingJoinPoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration that redacts what OpenTelemetry exports and what it sends to other
 * services.
 */
@AutoConfiguration(afterName = "dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration")
@ConditionalOnFanlight("redaction")
@ConditionalOnBean(Redactor.class)
public final class RedactTracingAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ SpanExporters.class, SpanExporter.class, CompositeSpanExporter.class })
	static class SpanConfiguration {

		@Bean
		static RedactSpanPostProcessor fanlightRedactSpanPostProcessor(ObjectProvider<Redactor> redactor) {
			return new RedactSpanPostProcessor(redactor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ SpanTagAnnotationHandler.class, ProceedingJoinPoint.class })
	static class SpanTagConfiguration {

		@Bean
		static RedactSpanTagPostProcessor fanlightRedactSpanTagPostProcessor(ObjectProvider<Redactor> redactor) {
			return new RedactSpanTagPostProcessor(redactor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(LogRecordExporter.class)
	static class LogRecordConfiguration {

		@Bean
		static RedactLogRecordPostProcessor fanlightRedactLogRecordPostProcessor(ObjectProvider<Redactor> redactor,
				ObjectProvider<LogTextLimits> limits) {
			return new RedactLogRecordPostProcessor(redactor, limits);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextPropagators.class)
	static class PropagationConfiguration {

		@Bean
		static RedactBaggagePostProcessor fanlightRedactBaggagePostProcessor(ObjectProvider<Redactor> redactor) {
			return new RedactBaggagePostProcessor(redactor);
		}

	}

}
