package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.context.ContextRegistry;
import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives the requests of a management port of its own their id and own keys: its server
 * has no filter of the application. They are not observed, and have no trace.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnFanlight("logging")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ MDC.class, ContextRegistry.class, OncePerRequestFilter.class, WebMvcConfigurer.class })
@EnableConfigurationProperties(LoggingProperties.class)
final class RequestCorrelationManagementConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "fanlightManagementRequestScopeFilter")
	FilterRegistrationBean<RequestScopeFilter> fanlightManagementRequestScopeFilter(LoggingProperties properties,
			ObjectProvider<ObservationTraces> traces) {
		ServletContextSources sources = new ServletContextSources(
				RequestCorrelationAutoConfiguration.sources(properties), Baggages.CURRENT);
		return RequestCorrelationAutoConfiguration.ServletConfiguration.scopeFilter(properties, sources, traces);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightManagementRequestEndListener")
	ServletListenerRegistrationBean<RequestEndListener> fanlightManagementRequestEndListener() {
		return new ServletListenerRegistrationBean<>(new RequestEndListener());
	}

}
