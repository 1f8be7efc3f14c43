package dev.fanlight.autoconfigure.endpoint;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.WebFilter;

/**
 * Guards all of a management port of its own, whose context sees no filter of the
 * application.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnFanlight("endpoints")
final class EndpointProtectionManagementConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ OncePerRequestFilter.class, FilterRegistrationBean.class })
	static class ServletConfiguration {

		@Bean
		ServletContextInitializer fanlightEndpointFilter(EndpointGuard guard, EndpointProtectionProperties properties,
				ObjectProvider<PathMappedEndpoints> endpoints, ObjectProvider<CorsEndpointProperties> cors,
				Environment environment) {
			return EndpointProtectionAutoConfiguration.ServletConfiguration.registration(guard,
					GuardedPaths.all(endpoints::stream, properties.open()), cors, environment);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ WebFilter.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		WebFilter fanlightEndpointFilter(EndpointGuard guard, EndpointProtectionProperties properties,
				ObjectProvider<PathMappedEndpoints> endpoints, ObjectProvider<CorsEndpointProperties> cors,
				Environment environment) {
			return new ReactiveEndpointFilter(guard, GuardedPaths.all(endpoints::stream, properties.open()),
					new ClientAddress(environment), EndpointProtectionAutoConfiguration.isConfigured(cors));
		}

	}

}
