package dev.fanlight.autoconfigure.token;

import java.time.Clock;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EarlyFilterRegistrationBean;
import dev.fanlight.token.TokenKey;
import dev.fanlight.token.TokenOutcome;
import dev.fanlight.token.TokenVerifier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.DispatcherType;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Auto-configuration that verifies the token of a request, before the request is observed
 * and sampled. Does nothing without a key.
 */
@AutoConfiguration
@ConditionalOnFanlight("request-token")
@ConditionalOnClass(ContextRegistry.class)
@EnableConfigurationProperties(RequestTokenProperties.class)
public final class RequestTokenAutoConfiguration {

	RequestTokenAutoConfiguration() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(new GrantThreadLocalAccessor());
	}

	@Bean
	@ConditionalOnMissingBean
	TokenVerifier fanlightTokenVerifier(RequestTokenProperties properties) {
		TokenKey key = StringUtils.hasText(properties.key()) ? TokenKey.of(properties.key()) : null;
		return new TokenVerifier(key, properties.maxValidity(), properties.clockSkew(), properties.maxUses(),
				Clock.systemUTC());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MeterConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestTokenMeters")
		MeterBinder fanlightRequestTokenMeters(TokenVerifier verifier) {
			return (registry) -> {
				for (TokenOutcome outcome : verifier.isActive() ? TokenOutcome.values() : new TokenOutcome[0]) {
					FunctionCounter.builder("fanlight.request.tokens", verifier, (source) -> source.countOf(outcome))
						.description("Tokens of requests by what became of them")
						.tag("outcome", outcome.tag())
						.register(registry);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(OncePerRequestFilter.class)
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestTokenFilter")
		ServletContextInitializer fanlightRequestTokenFilter(RequestTokenProperties properties,
				TokenVerifier verifier) {
			FilterRegistrationBean<RequestTokenFilter> registration = new EarlyFilterRegistrationBean<>(
					new RequestTokenFilter(verifier, properties.header()), EarlyFilterRegistrationBean.TOKEN);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
			return EarlyFilterRegistrationBean.onlyIf(verifier.isActive(), registration);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ HttpHandlerDecoratorFactory.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestTokenHttpHandlerDecoratorFactory")
		HttpHandlerDecoratorFactory fanlightRequestTokenHttpHandlerDecoratorFactory(RequestTokenProperties properties,
				TokenVerifier verifier) {
			return new RequestTokenHttpHandlerDecoratorFactory(verifier, properties.header());
		}

	}

}
