package dev.fanlight.autoconfigure.tracing.delivery;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.LogSieve;
import dev.fanlight.tracing.delivery.ProcessorWatch;
import dev.fanlight.tracing.delivery.Signal;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.opentelemetry.autoconfigure.ConditionalOnEnabledOpenTelemetry;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration that makes Boot's batch processors as Boot does, and lets delivery
 * read what they count about themselves. Each is made when Boot's provider asks for it.
 */
@AutoConfiguration(after = DeliveryAutoConfiguration.class,
		before = { OpenTelemetryTracingAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class })
@ConditionalOnFanlight("delivery")
@ConditionalOnClass({ SdkMeterProvider.class, ConditionalOnEnabledOpenTelemetry.class })
@ConditionalOnBean(Delivery.class)
@ConditionalOnMissingBean(MeterProvider.class)
@ConditionalOnEnabledOpenTelemetry
public final class DeliveryProcessorsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ OpenTelemetryTracingAutoConfiguration.class, CompositeSpanExporter.class })
	@EnableConfigurationProperties(OpenTelemetryTracingProperties.class)
	static class SpanConfiguration {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		BatchSpanProcessor otelSpanProcessor(Delivery delivery, OpenTelemetryTracingProperties properties,
				SpanExporters spanExporters, ObjectProvider<SpanExportingPredicate> predicates,
				ObjectProvider<SpanReporter> reporters, ObjectProvider<SpanFilter> filters) {
			OpenTelemetryTracingProperties.Export export = properties.getExport();
			ProcessorWatch watch = delivery.processor(Signal.TRACES);
			BatchSpanProcessor processor = BatchSpanProcessor
				.builder(new CompositeSpanExporter(spanExporters.list(), predicates.orderedStream().toList(),
						reporters.orderedStream().toList(), filters.orderedStream().toList()))
				.setExportUnsampledSpans(export.isIncludeUnsampled())
				.setExporterTimeout(export.getTimeout())
				.setMaxExportBatchSize(export.getMaxBatchSize())
				.setMaxQueueSize(export.getMaxQueueSize())
				.setScheduleDelay(export.getScheduleDelay())
				.setMeterProvider(watch.meterProvider())
				.build();
			watch.inOutages(processor::forceFlush);
			return processor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OpenTelemetryLoggingAutoConfiguration.class)
	@EnableConfigurationProperties(OpenTelemetryLoggingProperties.class)
	static class LogConfiguration {

		@Bean
		static LogSievePostProcessor fanlightLogSievePostProcessor(ObjectProvider<Delivery> delivery) {
			return new LogSievePostProcessor(delivery);
		}

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		BatchLogRecordProcessor openTelemetryBatchLogRecordProcessor(Delivery delivery,
				OpenTelemetryLoggingProperties properties, ObjectProvider<LogRecordExporter> exporters) {
			OpenTelemetryLoggingProperties.Export export = properties.getExport();
			ProcessorWatch watch = delivery.processor(Signal.LOGS);
			LogSieve sieve = watch.sift(export.getMaxQueueSize());
			BatchLogRecordProcessor processor = BatchLogRecordProcessor
				.builder(sieve.behind(LogRecordExporter.composite(exporters.orderedStream().toList())))
				.setExporterTimeout(export.getTimeout())
				.setMaxQueueSize(export.getMaxQueueSize())
				.setScheduleDelay(export.getScheduleDelay())
				.setMaxExportBatchSize(export.getMaxBatchSize())
				.setMeterProvider(watch.meterProvider())
				.build();
			watch.inOutages(processor::forceFlush);
			return processor;
		}

	}

}
