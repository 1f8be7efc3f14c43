package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EarlyFilterRegistrationBean;
import dev.fanlight.tracing.NoTraffic;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.DispatcherType;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Auto-configuration that keeps Actuator endpoints, probes and excluded paths out of
 * metrics and traces.
 */
@AutoConfiguration
@ConditionalOnFanlight("traffic")
@ConditionalOnClass({ ObservationPredicate.class, ContextRegistry.class, PathMappedEndpoints.class })
@EnableConfigurationProperties(TrafficProperties.class)
public final class TrafficAutoConfiguration {

	TrafficAutoConfiguration() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(NoTraffic.accessor());
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightTrafficObservationPredicate")
	ObservationPredicate fanlightTrafficObservationPredicate() {
		return (name, context) -> !NoTraffic.isMarked();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ DispatcherServletPath.class, OncePerRequestFilter.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightNoTrafficFilter")
		FilterRegistrationBean<NoTrafficFilter> fanlightNoTrafficFilter(TrafficProperties properties,
				ObjectProvider<DispatcherServletPath> servletPath, ObjectProvider<PathMappedEndpoints> endpoints) {
			String prefix = servletPath.stream().map(DispatcherServletPath::getPrefix).findFirst().orElse("");
			FilterRegistrationBean<NoTrafficFilter> registration = new EarlyFilterRegistrationBean<>(
					new NoTrafficFilter(new ExcludedPaths(properties, prefix, endpoints::stream)),
					EarlyFilterRegistrationBean.TRAFFIC);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ HttpHandlerDecoratorFactory.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightNoTrafficHttpHandlerDecoratorFactory")
		HttpHandlerDecoratorFactory fanlightNoTrafficHttpHandlerDecoratorFactory(TrafficProperties properties,
				ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
			String prefix = environment.getProperty("spring.webflux.base-path", "");
			return new NoTrafficHttpHandlerDecoratorFactory(new ExcludedPaths(properties, prefix, endpoints::stream));
		}

	}

}
