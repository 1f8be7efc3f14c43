package dev.fanlight.autoconfigure.endpoint;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EarlyFilterRegistrationBean;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.endpoint.EndpointGuard.Verdict;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.DispatcherType;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.WebFilter;

/**
 * Auto-configuration that guards the Actuator endpoints by token and address, with and
 * without Spring Security. Does nothing until one of them is set, except that it says in
 * production that anybody may ask.
 */
@AutoConfiguration(afterName = {
		// First, or the others would be drawn ahead of them, and Boot would know no user
		"org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration" })
@ConditionalOnFanlight("endpoints")
@ConditionalOnWebApplication
@ConditionalOnClass({ PathMappedEndpoints.class, ConditionalOnManagementPort.class })
@EnableConfigurationProperties({ EndpointProtectionProperties.class, FanlightProperties.class })
public final class EndpointProtectionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EndpointGuard fanlightEndpointGuard(EndpointProtectionProperties properties) {
		return new EndpointGuard(properties);
	}

	@Bean
	@ConditionalOnManagementPort(ManagementPortType.SAME)
	PublicEndpoints fanlightPublicEndpoints(EndpointGuard guard, FanlightProperties properties,
			ApplicationContext context) {
		return new PublicEndpoints(guard, properties.environment(), context);
	}

	/** Without Boot's CORS nothing answers a browser that asks ahead. */
	static BooleanSupplier isConfigured(ObjectProvider<CorsEndpointProperties> cors) {
		Supplier<Boolean> configured = SingletonSupplier
			.of(() -> cors.stream().anyMatch((properties) -> properties.toCorsConfiguration() != null));
		return configured::get;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MeterConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightEndpointMeters")
		MeterBinder fanlightEndpointMeters(EndpointGuard guard) {
			return (registry) -> {
				for (Verdict verdict : guard.isActive() ? List.of(Verdict.WRONG_TOKEN, Verdict.WRONG_ADDRESS)
						: List.<Verdict>of()) {
					FunctionCounter.builder("fanlight.endpoints.refused", guard, (source) -> source.refused(verdict))
						.description("Requests to endpoints that were refused, by what was wrong")
						.tag("reason", verdict.reason())
						.register(registry);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ OncePerRequestFilter.class, FilterRegistrationBean.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnManagementPort(ManagementPortType.SAME)
		@ConditionalOnMissingBean(name = "fanlightEndpointFilter")
		ServletContextInitializer fanlightEndpointFilter(EndpointGuard guard, EndpointProtectionProperties properties,
				ObjectProvider<PathMappedEndpoints> endpoints, ObjectProvider<CorsEndpointProperties> cors,
				Environment environment) {
			return registration(guard, GuardedPaths.ofEndpoints(endpoints::stream, properties.open()), cors,
					environment);
		}

		static ServletContextInitializer registration(EndpointGuard guard, GuardedPaths paths,
				ObjectProvider<CorsEndpointProperties> cors, Environment environment) {
			FilterRegistrationBean<ServletEndpointFilter> registration = new EarlyFilterRegistrationBean<>(
					new ServletEndpointFilter(guard, paths, new ClientAddress(environment), isConfigured(cors)),
					EarlyFilterRegistrationBean.ENDPOINTS);
			registration.setDispatcherTypes(DispatcherType.REQUEST);
			return EarlyFilterRegistrationBean.onlyIf(guard.isActive(), registration);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ WebFilter.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnManagementPort(ManagementPortType.SAME)
		@ConditionalOnMissingBean(name = "fanlightEndpointFilter")
		WebFilter fanlightEndpointFilter(EndpointGuard guard, EndpointProtectionProperties properties,
				ObjectProvider<PathMappedEndpoints> endpoints, ObjectProvider<CorsEndpointProperties> cors,
				Environment environment) {
			return new ReactiveEndpointFilter(guard, GuardedPaths.ofEndpoints(endpoints::stream, properties.open()),
					new ClientAddress(environment), isConfigured(cors));
		}

	}

	/**
	 * Spring Security lets through what the filter let through, and sees nothing of what
	 * it refused. The chain takes no other request, so the user's chains keep theirs.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ HttpSecurity.class, SecurityFilterChain.class })
	@ConditionalOnBean(HttpSecurity.class)
	static class ServletSecurityConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 100)
		@ConditionalOnMissingBean(name = "fanlightEndpointSecurityFilterChain")
		SecurityFilterChain fanlightEndpointSecurityFilterChain(HttpSecurity http, EndpointGuard guard) {
			http.securityMatcher((request) -> request.getAttribute(EndpointGuard.ALLOWED) != null)
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
			if (guard.asksForToken()) {
				http.csrf(AbstractHttpConfigurer::disable);
			}
			return http.build();
		}

	}

	/** The same for the reactive stack. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ ServerHttpSecurity.class, SecurityWebFilterChain.class })
	@ConditionalOnBean(ServerHttpSecurity.class)
	static class ReactiveSecurityConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 100)
		@ConditionalOnMissingBean(name = "fanlightEndpointSecurityFilterChain")
		SecurityWebFilterChain fanlightEndpointSecurityFilterChain(ServerHttpSecurity http, EndpointGuard guard) {
			http.securityMatcher((exchange) -> exchange.getAttributes().containsKey(EndpointGuard.ALLOWED)
					? MatchResult.match() : MatchResult.notMatch())
				.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll());
			if (guard.asksForToken()) {
				http.csrf(ServerHttpSecurity.CsrfSpec::disable);
			}
			return http.build();
		}

	}

}
