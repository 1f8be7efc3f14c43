package dev.fanlight.autoconfigure.metrics;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.EntryTimers;
import graphql.GraphQL;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.AllMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingAwareMeterObservationHandler;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.observation.DataFetcherObservationContext;
import org.springframework.graphql.observation.ExecutionRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;
import org.springframework.scheduling.config.TaskManagementConfigUtils;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Auto-configuration for the one timer of all work that comes into the service, and for
 * the observation of asynchronous methods, which Spring does not supply.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" })
@ConditionalOnFanlight({ "metrics", "metrics.entries" })
@ConditionalOnClass({ MeterRegistry.class, ObservationRegistry.class })
@ConditionalOnBean({ MeterRegistry.class, ObservationRegistry.class })
@EnableConfigurationProperties(EntriesProperties.class)
public final class EntriesAutoConfiguration {

	@Bean
	@Order
	@ConditionalOnMissingBean(name = "fanlightEntries")
	ObservationHandler<Observation.Context> fanlightEntries(MeterRegistry registry, EntriesProperties properties,
			ObjectProvider<Entry<?>> entries, ObjectProvider<ExemplarScopes> scopes) {
		List<Entry<?>> wanted = new ArrayList<>(entries.orderedStream().toList());
		wanted.addAll(List.of(new Entries.Message(), new Entries.Grpc()));
		wanted.removeIf((entry) -> !properties.kinds().contains(entry.kind()));
		MeterObservationHandler<Observation.Context> handler = new EntryHandler(new EntryTimers(registry), wanted);
		ExemplarScopes available = scopes.getIfAvailable();
		// In a composite, or it would be taken for Boot's own handler of meters
		return new AllMatchingCompositeObservationHandler((available != null) ? available.around(handler) : handler);
	}

	/**
	 * Opens the scope of a span around a measurement, for its exemplar.
	 */
	@FunctionalInterface
	interface ExemplarScopes {

		MeterObservationHandler<Observation.Context> around(MeterObservationHandler<Observation.Context> handler);

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Tracer.class, TracingAwareMeterObservationHandler.class })
	@ConditionalOnBean(Tracer.class)
	static class TracingConfiguration {

		@Bean
		ExemplarScopes fanlightEntryExemplars(Tracer tracer) {
			return (handler) -> new TracingAwareMeterObservationHandler<>(handler, tracer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ ServerRequestObservationContext.class, HttpServletRequest.class })
	static class ServletConfiguration {

		@Bean
		Entry<?> fanlightServletEntries() {
			return new Entries.ServletRequest();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(org.springframework.http.server.reactive.observation.ServerRequestObservationContext.class)
	static class ReactiveConfiguration {

		@Bean
		Entry<?> fanlightReactiveEntries() {
			return new Entries.ReactiveRequest();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ExecutionRequestObservationContext.class, GraphQL.class })
	static class GraphQlConfiguration {

		@Bean
		Entry<?> fanlightGraphQlEntries() {
			return new Entries.GraphQl();
		}

		@Bean
		ObservationHandler<DataFetcherObservationContext> fanlightGraphQlErrors() {
			return new Entries.DataFetcherErrors();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ScheduledTaskObservationContext.class)
	static class ScheduledConfiguration {

		@Bean
		Entry<?> fanlightScheduledEntries() {
			return new Entries.Scheduled();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ AsyncAnnotationAdvisor.class, Advised.class })
	@ConditionalOnBean(name = TaskManagementConfigUtils.ASYNC_ANNOTATION_PROCESSOR_BEAN_NAME)
	static class AsyncConfiguration {

		@Bean
		static AsyncMethodPostProcessor fanlightAsyncMethodPostProcessor(ObjectProvider<ObservationRegistry> registry) {
			return new AsyncMethodPostProcessor(registry::getObject);
		}

		@Bean
		Entry<?> fanlightAsyncEntries() {
			return new Entries.Async();
		}

	}

}
