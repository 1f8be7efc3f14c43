package dev.fanlight.autoconfigure.tracing.delivery;

import java.time.Duration;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.tracing.delivery.Delivery;
import dev.fanlight.tracing.delivery.DeliverySettings;
import dev.fanlight.tracing.delivery.Signal;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import okhttp3.OkHttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpGrpcSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpGrpcLogRecordExporterBuilderCustomizer;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpHttpLogRecordExporterBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that delivers what Boot's OTLP exporters export.
 */
@AutoConfiguration
@ConditionalOnFanlight("delivery")
@ConditionalOnClass({ OkHttpClient.class, HttpSenderProvider.class })
@EnableConfigurationProperties({ DeliveryProperties.class, FanlightProperties.class })
public final class DeliveryAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Delivery fanlightDelivery(DeliveryProperties properties, FanlightProperties fanlight) {
		DeliveryProperties.Spool spool = properties.spool();
		DeliverySettings.Spool settings = spool.enabled() ? new DeliverySettings.Spool(spool.effectiveDirectory(),
				fanlight.service().stateName(), spool.maxSize().toBytes(), spool.maxAge()) : null;
		return new Delivery(new DeliverySettings(properties.maxQueueSize().toBytes(), properties.initialBackoff(),
				properties.maxBackoff(), settings));
	}

	@Bean
	@ConditionalOnMissingBean
	DeliveryLifecycle fanlightDeliveryLifecycle(Delivery delivery, DeliveryProperties properties,
			ObjectProvider<SdkTracerProvider> tracerProviders, ObjectProvider<SdkLoggerProvider> loggerProviders,
			ConfigurableApplicationContext context) {
		return new DeliveryLifecycle(delivery, properties.shutdownTimeout(), tracerProviders, loggerProviders, context);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightDeliverySection")
	DeliverySection fanlightDeliverySection(Delivery delivery) {
		return new DeliverySection(delivery);
	}

	/** Half of what the doctor has, so that its own words come first. */
	@Bean
	@ConditionalOnMissingBean(name = "fanlightDeliveryDiagnosis")
	DeliveryDiagnosis fanlightDeliveryDiagnosis(Delivery delivery, ObjectProvider<SdkTracerProvider> tracerProviders,
			ObjectProvider<SdkLoggerProvider> loggerProviders, ObjectProvider<MetricCanary> metricCanaries,
			Environment environment) {
		Duration timeout = Binder.get(environment)
			.bind("fanlight.doctor.timeout", Duration.class)
			.orElse(Duration.ofSeconds(10));
		return new DeliveryDiagnosis(delivery, tracerProviders, loggerProviders, metricCanaries, timeout.dividedBy(2));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OtlpHttpSpanExporterBuilderCustomizer.class)
	static class TracesConfiguration {

		@Bean
		@Order
		OtlpHttpSpanExporterBuilderCustomizer fanlightHttpTraceDelivery(Delivery delivery) {
			return (builder) -> builder.setComponentLoader(delivery.senders(Signal.TRACES));
		}

		@Bean
		@Order
		OtlpGrpcSpanExporterBuilderCustomizer fanlightGrpcTraceDelivery(Delivery delivery) {
			return (builder) -> builder.setComponentLoader(delivery.senders(Signal.TRACES));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OtlpHttpLogRecordExporterBuilderCustomizer.class)
	static class LogsConfiguration {

		@Bean
		@Order
		OtlpHttpLogRecordExporterBuilderCustomizer fanlightHttpLogDelivery(Delivery delivery) {
			return (builder) -> builder.setComponentLoader(delivery.senders(Signal.LOGS));
		}

		@Bean
		@Order
		OtlpGrpcLogRecordExporterBuilderCustomizer fanlightGrpcLogDelivery(Delivery delivery) {
			return (builder) -> builder.setComponentLoader(delivery.senders(Signal.LOGS));
		}

	}

}
