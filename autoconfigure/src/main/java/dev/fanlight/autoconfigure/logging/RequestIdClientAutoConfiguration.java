package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.ConditionalOnSwitch;
import dev.fanlight.logging.MdcKey;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Auto-configuration that sends the request id on with calls of the clients that Boot
 * builds or customizes, HTTP interfaces among them.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "logging", "logging.request-id" })
@ConditionalOnSwitch(value = "fanlight.logging.request-id.propagate", byDefault = true)
@ConditionalOnClass(MDC.class)
@EnableConfigurationProperties(LoggingProperties.class)
public final class RequestIdClientAutoConfiguration {

	private final RequestIdHeader header;

	RequestIdClientAutoConfiguration(LoggingProperties properties) {
		this.header = new RequestIdHeader(properties.requestId().header());
	}

	RequestIdHeader header() {
		return this.header;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RestClient.class, RestClientCustomizer.class })
	static class RestClientConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestIdRestClientCustomizer")
		RestClientCustomizer fanlightRequestIdRestClientCustomizer(RequestIdClientAutoConfiguration configuration) {
			RequestIdHeader header = configuration.header();
			// Not an interceptor, which would hold each body in memory
			return (builder) -> builder
				.defaultRequest((spec) -> spec.httpRequest((request) -> header.addTo(request.getHeaders())));
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestIdRestTemplateCustomizer")
		RestTemplateCustomizer fanlightRequestIdRestTemplateCustomizer(RequestIdClientAutoConfiguration configuration) {
			RequestIdHeader header = configuration.header();
			return (template) -> template.getClientHttpRequestInitializers()
				.add((request) -> header.addTo(request.getHeaders()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebClient.class, WebClientCustomizer.class })
	static class WebClientConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRequestIdWebClientCustomizer")
		WebClientCustomizer fanlightRequestIdWebClientCustomizer(RequestIdClientAutoConfiguration configuration) {
			RequestIdHeader header = configuration.header();
			return (builder) -> builder.filter((request, next) -> Mono.deferContextual((view) -> {
				String id = view.<String>getOrEmpty(MdcKey.REQUEST_ID).orElseGet(() -> MDC.get(MdcKey.REQUEST_ID));
				return next.exchange(ClientRequest.from(request).headers((all) -> header.addTo(all, id)).build());
			}));
		}

	}

}
