package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.logging.MdcKey;
import dev.fanlight.logging.MdcThreadLocalAccessor;
import io.micrometer.context.ContextRegistry;
import jakarta.servlet.DispatcherType;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Auto-configuration for the request id: in every line of a request, whatever thread
 * writes it, and in the response.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "logging", "logging.request-id" })
@ConditionalOnClass({ MDC.class, ContextRegistry.class })
@EnableConfigurationProperties(LoggingProperties.class)
public final class RequestIdAutoConfiguration {

	RequestIdAutoConfiguration() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(new MdcThreadLocalAccessor(MdcKey.REQUEST_ID));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(OncePerRequestFilter.class)
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestIdFilter")
		FilterRegistrationBean<RequestIdFilter> fanlightRequestIdFilter(LoggingProperties properties) {
			FilterRegistrationBean<RequestIdFilter> registration = new FilterRegistrationBean<>(
					new RequestIdFilter(properties.requestId().header()));
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestMdcListener")
		ServletListenerRegistrationBean<RequestMdcListener> fanlightRequestMdcListener() {
			return new ServletListenerRegistrationBean<>(new RequestMdcListener());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ HttpHandlerDecoratorFactory.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestIdHttpHandlerDecoratorFactory")
		HttpHandlerDecoratorFactory fanlightRequestIdHttpHandlerDecoratorFactory(LoggingProperties properties) {
			return new RequestIdHttpHandlerDecoratorFactory(properties.requestId().header());
		}

	}

}
