package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.RequestMeterNames;
import dev.fanlight.metrics.MeterNaming;
import dev.fanlight.metrics.OtlpUnits;
import dev.fanlight.metrics.RequestNaming;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.PropertiesMeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpRequest;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;

/**
 * Auto-configuration for the names of the meters of requests, and for the units that go
 * with them.
 */
@AutoConfiguration(afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration")
@ConditionalOnFanlight("metrics")
@ConditionalOnClass(NamingConvention.class)
@EnableConfigurationProperties(MetricsProperties.class)
public final class RequestMeterNamesAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RequestMeterNames fanlightRequestMeterNames(MetricsProperties properties, Environment environment) {
		MeterNaming naming = properties.naming();
		RecordedNames recorded = RecordedNames.of(environment);
		return new RequestMeterNames(names(naming.server(recorded.server())), names(naming.client(recorded.client())));
	}

	@Bean
	@ConditionalOnMissingBean
	RequestNaming fanlightRequestNaming(MetricsProperties properties, Environment environment) {
		RecordedNames recorded = RecordedNames.of(environment);
		return new RequestNaming(properties.naming(), recorded.server(), recorded.client());
	}

	/** Behind every filter of Boot and of users, which know Spring's names. */
	@Bean
	static BeanPostProcessor fanlightRequestNamingPostProcessor(ObjectProvider<RequestNaming> naming) {
		return new MeterRegistryPostProcessor((registry) -> {
			// Its parts give the names
			if (!(registry instanceof CompositeMeterRegistry)) {
				naming.ifAvailable((available) -> available.name(registry));
			}
		});
	}

	private static RequestMeterNames.Requests names(MeterNaming.Names names) {
		String error = names.error();
		String peer = names.peer();
		return new RequestMeterNames.Requests(names.meter(),
				NamingConvention.snakeCase.name(names.meter(), Meter.Type.TIMER) + "_seconds", label(names.route()),
				label(names.method()), label(names.status()), (error != null) ? label(error) : null, names.noError(),
				names.faults(), (peer != null) ? label(peer) : null);
	}

	private static String label(String tag) {
		return NamingConvention.snakeCase.tagKey(tag);
	}

	/** Settings for a meter under its name of Spring's hold for it under any name. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PropertiesMeterFilter.class)
	static class DistributionConfiguration {

		/** Behind Boot's own, whose settings for the new name go first. */
		@Bean
		@Order(1)
		@ConditionalOnBean(PropertiesMeterFilter.class)
		@ConditionalOnMissingBean
		RecordedNameFilter fanlightRecordedNameFilter(RequestNaming naming, PropertiesMeterFilter properties) {
			return new RecordedNameFilter(naming, properties);
		}

	}

	/** What is pushed has the units of the names. A sender of the application has not. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OtlpMetricsSender.class)
	@ConditionalOnProperty(name = "fanlight.metrics.naming", havingValue = "otel")
	static class UnitsConfiguration {

		@Bean
		static BeanPostProcessor fanlightOtlpUnits() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof OtlpMetricsSender sender
							&& (beanName.equals("otlpMetricsSender") || beanName.startsWith("fanlight")))
									? new OtlpUnits(sender) : bean;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationFilter.class, HttpServletRequest.class, ServerRequestObservationContext.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightServletRequestScheme")
		ObservationFilter fanlightServletRequestScheme(MetricsProperties properties) {
			return new OtelRequestKeys(properties.naming(), OtelRequestKeys::servletServer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationFilter.class, HttpRequest.class })
	static class HttpConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightHttpRequestKeys")
		ObservationFilter fanlightHttpRequestKeys(MetricsProperties properties) {
			return new OtelRequestKeys(properties.naming(), OtelRequestKeys::http);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationFilter.class, ClientRequestObservationContext.class })
	static class WebClientConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightWebClientKeys")
		ObservationFilter fanlightWebClientKeys(MetricsProperties properties) {
			return new OtelRequestKeys(properties.naming(), OtelRequestKeys::webClient);
		}

	}

}
