package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.ConditionalOnSwitch;
import dev.fanlight.autoconfigure.EarlyFilterRegistrationBean;
import dev.fanlight.logging.CanonicalLogger;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import jakarta.servlet.DispatcherType;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Auto-configuration for the canonical lines: one per request, outgoing call, scheduled
 * job and received message, written from their observations.
 */
@AutoConfiguration
@ConditionalOnFanlight("logging")
@ConditionalOnClass({ LoggerContext.class, Observation.class })
@EnableConfigurationProperties({ LoggingProperties.class, CanonicalRequestProperties.class,
		CanonicalCallProperties.class, CanonicalJobProperties.class, CanonicalMessageProperties.class,
		LogLimitsProperties.class })
public final class CanonicalLinesAutoConfiguration {

	private static CanonicalLogger logger(String name) {
		return new CanonicalLogger((LoggerContext) LoggerFactory.getILoggerFactory(), name, GrantedScopes::logLevel);
	}

	@Bean
	@Order
	@ConditionalOnFanlight("logging.jobs")
	@ConditionalOnMissingBean(name = "fanlightJobLines")
	ObservationHandler<Observation.Context> fanlightJobLines(CanonicalJobProperties properties,
			LoggingProperties logging, ObjectProvider<ObservationTraces> traces) {
		return new WorkLineHandler(logger(CanonicalLogger.JOB), ScheduledTaskObservationContext.class::isInstance,
				new WorkDescriptions.Job(), ObservationTraces.from(traces), logging.requestId().headerIfEnabled(),
				properties);
	}

	@Bean
	@Order
	@ConditionalOnFanlight("logging.messages")
	@ConditionalOnMissingBean(name = "fanlightMessageLines")
	ObservationHandler<Observation.Context> fanlightMessageLines(CanonicalMessageProperties properties,
			LoggingProperties logging, ObjectProvider<ObservationTraces> traces) {
		return new WorkLineHandler(logger(CanonicalLogger.MESSAGE),
				(context) -> context instanceof ReceiverContext<?> receiver && receiver.getKind() == Kind.CONSUMER,
				new WorkDescriptions.Message(), ObservationTraces.from(traces), logging.requestId().headerIfEnabled(),
				properties);
	}

	@Bean
	@Order
	@ConditionalOnSwitch("fanlight.logging.calls.enabled")
	@ConditionalOnMissingBean(name = "fanlightCallLines")
	ObservationHandler<Observation.Context> fanlightCallLines(CanonicalCallProperties properties,
			LoggingProperties logging, ObjectProvider<ObservationTraces> traces) {
		return new WorkLineHandler(logger(CanonicalLogger.CALL),
				(context) -> context instanceof SenderContext<?> sender && sender.getKind() == Kind.CLIENT,
				new WorkDescriptions.Call(), ObservationTraces.from(traces), logging.requestId().headerIfEnabled(),
				properties);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnFanlight("logging.requests")
	@ConditionalOnClass({ OncePerRequestFilter.class, FilterRegistrationBean.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightCountingResponseFilter")
		FilterRegistrationBean<CountingResponseFilter> fanlightCountingResponseFilter(LoggingProperties logging) {
			FilterRegistrationBean<CountingResponseFilter> registration = new EarlyFilterRegistrationBean<>(
					new CountingResponseFilter(logging.idHeaders()), EarlyFilterRegistrationBean.RESPONSE);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
			return registration;
		}

		@Bean
		@Order
		@ConditionalOnMissingBean(name = "fanlightRequestLines")
		ObservationHandler<Observation.Context> fanlightRequestLines(CanonicalRequestProperties properties,
				LoggingProperties logging, ObjectProvider<ObservationTraces> traces) {
			return new RequestLineHandler(
					new RequestLines(logger(CanonicalLogger.REQUEST), properties, ObservationTraces.from(traces),
							logging.requestId().header()),
					org.springframework.http.server.observation.ServerRequestObservationContext.class::isInstance,
					ServletObservedRequest::of);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnFanlight("logging.requests")
	@ConditionalOnClass({ HttpHandler.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightCountingHandlers")
		HttpHandlerDecoratorFactory fanlightCountingHandlers() {
			return CountingHttpResponse::around;
		}

		@Bean
		@Order
		@ConditionalOnMissingBean(name = "fanlightRequestLines")
		ObservationHandler<Observation.Context> fanlightRequestLines(CanonicalRequestProperties properties,
				LoggingProperties logging, ObjectProvider<ObservationTraces> traces) {
			return new RequestLineHandler(
					new RequestLines(logger(CanonicalLogger.REQUEST), properties, ObservationTraces.from(traces),
							logging.requestId().header()),
					org.springframework.http.server.reactive.observation.ServerRequestObservationContext.class::isInstance,
					ReactiveObservedRequest::of);
		}

	}

}
