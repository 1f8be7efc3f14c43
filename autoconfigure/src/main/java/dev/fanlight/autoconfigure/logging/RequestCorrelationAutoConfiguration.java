package dev.fanlight.autoconfigure.logging;

import java.util.EnumSet;
import java.util.List;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EarlyFilterRegistrationBean;
import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.LogContextSource;
import dev.fanlight.logging.LogContextSource.Kind;
import dev.fanlight.logging.MdcKey;
import dev.fanlight.logging.MdcThreadLocalAccessor;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.DispatcherType;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Auto-configuration for what every line of a request carries, whatever thread writes it:
 * its request id, its trace and the application's own context.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
@ConditionalOnFanlight("logging")
@ConditionalOnClass({ MDC.class, ContextRegistry.class })
@EnableConfigurationProperties(LoggingProperties.class)
public final class RequestCorrelationAutoConfiguration {

	/** Just after the filters of Spring Security, in both web stacks. */
	static final int AFTER_SECURITY = -99;

	RequestCorrelationAutoConfiguration(LoggingProperties properties) {
		ContextRegistry registry = ContextRegistry.getInstance();
		registry.registerThreadLocalAccessor(new MdcThreadLocalAccessor(MdcKey.REQUEST_ID));
		registry.registerThreadLocalAccessor(LogContext.accessor());
		LogContextSource.owned(sources(properties))
			.forEach((key) -> registry.registerThreadLocalAccessor(MdcThreadLocalAccessor.cleared(key)));
	}

	/** Nobody asks for a bean of this class. */
	@Bean
	static LazyInitializationExcludeFilter fanlightCorrelationEagerInitialization() {
		return LazyInitializationExcludeFilter.forBeanTypes(RequestCorrelationAutoConfiguration.class);
	}

	static List<LogContextSource> sources(LoggingProperties properties) {
		return LogContextSource.parse(properties.context());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracer.class)
	static class TracingConfiguration {

		@Bean
		@ConditionalOnBean(Tracer.class)
		ObservationTraces fanlightObservationTraces(Tracer tracer, Environment environment) {
			boolean baggage = Binder.get(environment)
				.bind("management.tracing.baggage.correlation.fields", Bindable.listOf(String.class))
				.map((fields) -> !fields.isEmpty())
				.orElse(false);
			return new TracerObservationTraces(tracer, baggage);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationHandler.class, ScheduledTaskObservationContext.class })
	static class JobConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		@ConditionalOnMissingBean(name = "fanlightJobContext")
		ObservationHandler<ScheduledTaskObservationContext> fanlightJobContext(LoggingProperties properties,
				ObjectProvider<ObservationTraces> traces) {
			return new JobContextHandler(LogContextSource.owned(sources(properties)), ObservationTraces.from(traces));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ OncePerRequestFilter.class, WebMvcConfigurer.class })
	static class ServletConfiguration {

		private final ServletContextSources sources;

		ServletConfiguration(LoggingProperties properties) {
			this.sources = new ServletContextSources(sources(properties), Baggages.CURRENT);
		}

		@Bean
		static EarlyFilterPostProcessor fanlightEarlyFilterPostProcessor() {
			return new EarlyFilterPostProcessor();
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestScopeFilter")
		FilterRegistrationBean<RequestScopeFilter> fanlightRequestScopeFilter(LoggingProperties properties,
				ObjectProvider<ObservationTraces> traces) {
			return scopeFilter(properties, this.sources, traces);
		}

		static FilterRegistrationBean<RequestScopeFilter> scopeFilter(LoggingProperties properties,
				ServletContextSources sources, ObjectProvider<ObservationTraces> traces) {
			FilterRegistrationBean<RequestScopeFilter> registration = new EarlyFilterRegistrationBean<>(
					new RequestScopeFilter(properties.requestId().headerIfEnabled(), sources,
							ObservationTraces.from(traces)),
					EarlyFilterRegistrationBean.SCOPE);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
			return registration;
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightTraceResponseFilter")
		ServletContextInitializer fanlightTraceResponseFilter(LoggingProperties properties) {
			FilterRegistrationBean<TraceResponseFilter> registration = new EarlyFilterRegistrationBean<>(
					new TraceResponseFilter(properties.responseHeaders()), EarlyFilterRegistrationBean.OBSERVED);
			registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
			return EarlyFilterRegistrationBean.onlyIf(!properties.responseHeaders().isEmpty(), registration);
		}

		/** What Security refuses goes no further than its filters. */
		@Bean
		@ConditionalOnMissingBean(name = "fanlightForwardedContextFilter")
		ServletContextInitializer fanlightForwardedContextFilter() {
			FilterRegistrationBean<LogContextFilter> registration = new EarlyFilterRegistrationBean<>(
					new LogContextFilter(this.sources), EarlyFilterRegistrationBean.FORWARDED + 1);
			registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
			return EarlyFilterRegistrationBean.onlyIf(this.sources.contains(Kind.CLIENT_IP), registration);
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightLogContextFilter")
		ServletContextInitializer fanlightLogContextFilter() {
			FilterRegistrationBean<LogContextFilter> registration = new FilterRegistrationBean<>(
					new LogContextFilter(this.sources));
			registration.setOrder(AFTER_SECURITY);
			registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
			return EarlyFilterRegistrationBean.onlyIf(!this.sources.isEmpty(), registration);
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightLogContextWebMvcConfigurer")
		WebMvcConfigurer fanlightLogContextWebMvcConfigurer() {
			return new WebMvcConfigurer() {

				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					if (!ServletConfiguration.this.sources.isEmpty()) {
						registry.addInterceptor(new LogContextFilter(ServletConfiguration.this.sources))
							.order(Integer.MIN_VALUE);
					}
				}

			};
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestEndListener")
		ServletListenerRegistrationBean<RequestEndListener> fanlightRequestEndListener() {
			return new ServletListenerRegistrationBean<>(new RequestEndListener());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ Server.class, ConfigurableJettyWebServerFactory.class })
	static class JettyConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightJettyRequestScopes")
		WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> fanlightJettyRequestScopes() {
			return (factory) -> factory.addServerCustomizers((server) -> server.getDescendants(ContextHandler.class)
				.forEach((handler) -> handler.addEventListener(new JettyRequestScopes())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ HttpHandlerDecoratorFactory.class, Mono.class, HandlerAdapter.class })
	static class ReactiveConfiguration {

		private final ReactiveContextSources sources;

		ReactiveConfiguration(LoggingProperties properties) {
			this.sources = new ReactiveContextSources(sources(properties), Baggages.CURRENT);
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestScopeHttpHandlerDecoratorFactory")
		HttpHandlerDecoratorFactory fanlightRequestScopeHttpHandlerDecoratorFactory(LoggingProperties properties,
				ObjectProvider<ObservationTraces> traces) {
			return new RequestScopeHttpHandlerDecoratorFactory(properties.requestId().headerIfEnabled(),
					!this.sources.isEmpty(), ObservationTraces.from(traces));
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestScopeWebFilter")
		WebFilter fanlightRequestScopeWebFilter(LoggingProperties properties) {
			return new ReactiveRequestFilters.First(this.sources, properties.responseHeaders());
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightLogContextUserWebFilter")
		WebFilter fanlightLogContextUserWebFilter() {
			return new ReactiveRequestFilters.User(this.sources);
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightLogContextHandlerAdapter")
		HandlerAdapter fanlightLogContextHandlerAdapter(ObjectProvider<HandlerAdapter> adapters) {
			return new ReactiveRequestFilters.Handler(this.sources, adapters::orderedStream);
		}

	}

}
