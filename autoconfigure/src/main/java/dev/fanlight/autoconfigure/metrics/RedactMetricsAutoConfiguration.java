package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.RedactingMeterFilter;
import dev.fanlight.metrics.RedactingObservationFilter;
import dev.fanlight.metrics.RedactingOtlpConfig;
import dev.fanlight.redaction.Redactor;
import io.micrometer.core.aop.MeterTagAnnotationHandler;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.aop.ObservationKeyValueAnnotationHandler;
import io.micrometer.registry.otlp.OtlpConfig;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration that redacts tag values and the key-values of observations, after
 * everything that adds some, and the resource that metrics are sent with.
 */
@AutoConfiguration(afterName = "dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration")
@ConditionalOnFanlight("redaction")
@ConditionalOnBean(Redactor.class)
public final class RedactMetricsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterFilter.class)
	static class MeterConfiguration {

		@Bean
		@Order
		@ConditionalOnMissingBean
		static RedactingMeterFilter fanlightRedactingMeterFilter(Redactor redactor) {
			return new RedactingMeterFilter(redactor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationFilter.class)
	static class ObservationConfiguration {

		@Bean
		@Order
		@ConditionalOnMissingBean
		RedactingObservationFilter fanlightRedactingObservationFilter(Redactor redactor) {
			return new RedactingObservationFilter(redactor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ MeterTagAnnotationHandler.class, ProceedingJoinPoint.class })
	static class MeterTagConfiguration {

		@Bean
		static RedactMeterTagPostProcessor fanlightRedactMeterTagPostProcessor(ObjectProvider<Redactor> redactor) {
			return new RedactMeterTagPostProcessor(redactor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationKeyValueAnnotationHandler.class, ProceedingJoinPoint.class })
	static class KeyValueConfiguration {

		@Bean
		static RedactKeyValuePostProcessor fanlightRedactKeyValuePostProcessor(ObjectProvider<Redactor> redactor) {
			return new RedactKeyValuePostProcessor(redactor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OtlpConfig.class)
	@ImportRuntimeHints(OtlpConfiguration.Hints.class)
	static class OtlpConfiguration {

		@Bean
		static BeanPostProcessor fanlightRedactOtlpConfigPostProcessor(ObjectProvider<Redactor> redactor) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof OtlpConfig config) ? RedactingOtlpConfig.of(config, redactor.getObject())
							: bean;
				}

			};
		}

		static final class Hints implements RuntimeHintsRegistrar {

			@Override
			public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
				hints.proxies().registerJdkProxy(OtlpConfig.class);
			}

		}

	}

}
