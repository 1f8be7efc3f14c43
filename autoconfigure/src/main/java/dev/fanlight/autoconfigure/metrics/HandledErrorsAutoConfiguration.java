package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.MappedRoutes;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingFilterBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Auto-configuration that counts an exception which was turned into a response of status
 * 5xx as an error of the request, and tells client errors, timeouts and hung-up clients
 * apart. Lines, held lines, spans and the inbox of errors are judged by it as well as
 * meters, so it does not depend on these.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration" },
		beforeName = "org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration")
@ConditionalOnFanlight("metrics.handled-errors")
@ConditionalOnClass({ ObservationRegistry.class, ObservationProperties.class })
@ConditionalOnBean(ObservationRegistry.class)
@EnableConfigurationProperties(HandledErrorsProperties.class)
public final class HandledErrorsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	@EnableConfigurationProperties(ObservationProperties.class)
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingFilterBean
		FilterRegistrationBean<ServerHttpObservationFilter> fanlightServerHttpObservationFilter(
				ObservationRegistry registry, ObjectProvider<ServerRequestObservationConvention> convention,
				ObservationProperties properties, ObjectProvider<MappedRoutes> routes) {
			String name = properties.getHttp().getServer().getRequests().getName();
			FilterRegistrationBean<ServerHttpObservationFilter> registration = new FilterRegistrationBean<>(
					new ServletRequestObservationFilter(registry,
							convention.getIfAvailable(() -> new DefaultServerRequestObservationConvention(name)),
							routes.getIfAvailable(MappedRoutes::none)));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
			return registration;
		}

		@Bean
		@ConditionalOnMissingBean
		HandledErrors fanlightHandledErrors() {
			return new HandledErrors();
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestEnds")
		ObservationFilter fanlightRequestEnds() {
			return new ServletRequestEnds();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ RequestMappingHandlerAdapter.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ReactiveHandledErrors fanlightHandledErrors(ObjectProvider<MappedRoutes> routes) {
			return new ReactiveHandledErrors(routes.getIfAvailable(MappedRoutes::none));
		}

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBean(RequestMappingHandlerAdapter.class)
		ReactiveExceptionHandlers fanlightExceptionHandlers(RequestMappingHandlerAdapter adapter) {
			return new ReactiveExceptionHandlers(adapter);
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestEnds")
		ObservationFilter fanlightRequestEnds() {
			return new ReactiveRequestEnds();
		}

	}

}
