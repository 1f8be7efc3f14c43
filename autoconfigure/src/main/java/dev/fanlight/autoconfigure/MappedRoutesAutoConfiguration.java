package dev.fanlight.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Auto-configuration of the routes that sampling and the metrics of requests look up.
 */
@AutoConfiguration
@ConditionalOnFanlight({})
public final class MappedRoutesAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ DispatcherServletPath.class, HandlerMapping.class })
	static class ServletConfiguration {

		@Bean
		MappedRoutes fanlightMappedRoutes(ObjectProvider<DispatcherServletPath> servletPath,
				ObjectProvider<HandlerMapping> mappings) {
			String prefix = servletPath.stream().map(DispatcherServletPath::getPrefix).findFirst().orElse("");
			return new MappedRoutes(prefix, () -> mappings.orderedStream().flatMap(ServletRoutes::of),
					System::nanoTime);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(org.springframework.web.reactive.HandlerMapping.class)
	static class ReactiveConfiguration {

		@Bean
		MappedRoutes fanlightMappedRoutes(ObjectProvider<org.springframework.web.reactive.HandlerMapping> mappings) {
			return new MappedRoutes("", () -> mappings.orderedStream().flatMap(ReactiveRoutes::of), System::nanoTime);
		}

	}

}
