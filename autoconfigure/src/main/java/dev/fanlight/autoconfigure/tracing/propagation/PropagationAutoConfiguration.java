package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.function.Function;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.MappedRoutes;
import dev.fanlight.tracing.propagation.InboundRequest;
import dev.fanlight.tracing.propagation.LinkingSpanProcessor;
import dev.fanlight.tracing.sampling.SamplingControl;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Auto-configuration that reads trace headers as the W3C specifies and as far as their
 * sender is trusted, and sends ours to hosts that may have them.
 */
@AutoConfiguration
@ConditionalOnFanlight("tracing.propagation")
@ConditionalOnClass({ TextMapPropagator.class, SpanProcessor.class })
@EnableConfigurationProperties({ PropagationProperties.class, TrustProperties.class })
public final class PropagationAutoConfiguration {

	@Bean
	static PropagationPostProcessor fanlightPropagationPostProcessor(ObjectProvider<PropagationControl> control,
			ObjectProvider<RequestReader> requests, ObjectProvider<MappedRoutes> routes,
			ObjectProvider<SamplingControl> sampling, ObjectProvider<TraceKeeper> keeper) {
		return new PropagationPostProcessor(control, requests, routes, sampling, keeper);
	}

	@Bean
	PropagationControl fanlightPropagationControl(PropagationProperties properties, TrustProperties trust) {
		return new PropagationControl(properties, trust);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightPropagationSection")
	EndpointSection fanlightPropagationSection(PropagationControl control) {
		return new PropagationSection(control);
	}

	@Bean
	@ConditionalOnWebApplication
	@ConditionalOnMissingBean(name = "fanlightTrustSection")
	EndpointSection fanlightTrustSection(PropagationControl control) {
		return new TrustSection(control);
	}

	@Bean
	@ConditionalOnMissingBean
	LinkingSpanProcessor fanlightLinkingSpanProcessor() {
		return new LinkingSpanProcessor();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(HttpServletRequest.class)
	static class ServletConfiguration {

		@Bean
		RequestReader fanlightRequestReader() {
			return new RequestReader(ServletInboundRequest::of);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(ServerHttpRequest.class)
	static class ReactiveConfiguration {

		@Bean
		RequestReader fanlightRequestReader() {
			return new RequestReader(ReactiveInboundRequest::of);
		}

	}

	/**
	 * Knows the requests of the web stack in use.
	 *
	 * @param reader answers with the request of a carrier of headers
	 */
	record RequestReader(Function<Object, @Nullable InboundRequest> reader) {
	}

}
