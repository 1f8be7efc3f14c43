package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.ErrorLineListener;
import dev.fanlight.tracing.tail.KeepRules;
import dev.fanlight.tracing.tail.TailLimits;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.ExemplarContextProvider;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.prometheus.metrics.tracer.common.SpanContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration that keeps the traces of failed and slow requests whatever the head
 * takes.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "tracing.sampling", "tracing.tail" })
@ConditionalOnClass({ SdkTracerProvider.class, SpanExporters.class, CompositeSpanExporter.class })
@EnableConfigurationProperties({ KeepProperties.class, TailProperties.class })
public final class TailAutoConfiguration {

	/** The package whose beans are Boot's and not the user's. */
	private static final String BOOT = "org.springframework.boot.";

	/** Closed by its span processor. */
	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	TraceKeeper fanlightTraceKeeper(KeepProperties keep, TailProperties tail) {
		return new TraceKeeper(new KeepRules(keep.keepErrors(), keep.keepSlowerThan(), keep.keepSlowerThanPercentile()),
				new TailLimits(tail.maxTraces(), tail.maxSpansPerTrace(), tail.maxBytes().toBytes(), tail.maxAge(),
						tail.deadline(), tail.maxVerdicts()),
				System::nanoTime);
	}

	@Bean
	static TailPostProcessor fanlightTailPostProcessor(ObjectProvider<TraceKeeper> keeper,
			ObjectProvider<SpanExporters> exporters, ObjectProvider<SpanReporter> reporters) {
		return new TailPostProcessor(keeper, exporters, reporters);
	}

	@Bean
	@ConditionalOnMissingBean
	KeepFailedObservations fanlightKeepFailedObservations(TraceKeeper keeper) {
		return new KeepFailedObservations(keeper);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightKeepTracesOfErrorLines")
	ErrorLineListener fanlightKeepTracesOfErrorLines(TraceKeeper keeper) {
		return (logger, thrown) -> keeper.errorLogged();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MeterConfiguration {

		@Bean
		TailMeters fanlightTailMeters(TraceKeeper keeper) {
			return new TailMeters(keeper);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SpanContext.class)
	static class PrometheusConfiguration {

		@Bean
		static BeanPostProcessor fanlightKeptPrometheusExemplars(ObjectProvider<TraceKeeper> keeper) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof SpanContext taken && isOfBoot(bean))
							? new KeptPrometheusSpanContext(taken, keeper.getObject()) : bean;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ExemplarContextProvider.class)
	static class OtlpConfiguration {

		@Bean
		static BeanPostProcessor fanlightKeptOtlpExemplars(ObjectProvider<TraceKeeper> keeper) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof ExemplarContextProvider taken && isOfBoot(bean))
							? new KeptOtlpExemplars(taken, keeper.getObject()) : bean;
				}

			};
		}

	}

	private static boolean isOfBoot(Object bean) {
		return bean.getClass().getName().startsWith(BOOT);
	}

}
