package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Auto-configuration that names trace and request in problem details, in Boot's JSON
 * errors, in the model of error pages and on those of Boot.
 */
@AutoConfiguration(beforeName = { "org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration",
		"org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration" })
@ConditionalOnFanlight({ "logging", "logging.error-responses" })
@ConditionalOnClass(MDC.class)
public final class ErrorIdsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ WebMvcConfigurer.class, ErrorAttributes.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightErrorIdsWebMvcConfigurer")
		WebMvcConfigurer fanlightErrorIdsWebMvcConfigurer() {
			return new WebMvcConfigurer() {

				@Override
				public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
					interceptors.add(new ErrorIds());
				}

			};
		}

		@Bean
		@ConditionalOnMissingBean(value = ErrorAttributes.class, search = SearchStrategy.CURRENT)
		org.springframework.boot.webmvc.error.DefaultErrorAttributes fanlightErrorAttributes() {
			return new org.springframework.boot.webmvc.error.DefaultErrorAttributes() {

				@Override
				public Map<String, @Nullable Object> getErrorAttributes(WebRequest request,
						ErrorAttributeOptions options) {
					Map<String, @Nullable Object> attributes = super.getErrorAttributes(request, options);
					ErrorIds.forEach(attributes::put);
					return attributes;
				}

			};
		}

		@Bean
		static ErrorPages fanlightErrorPages() {
			return new ErrorPages();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ WebFluxConfigurer.class, org.springframework.boot.webflux.error.ErrorAttributes.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightErrorIdsWebFluxConfigurer")
		WebFluxConfigurer fanlightErrorIdsWebFluxConfigurer() {
			return new WebFluxConfigurer() {

				@Override
				public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
					interceptors.add(new ErrorIds());
				}

			};
		}

		@Bean
		@ConditionalOnMissingBean(value = org.springframework.boot.webflux.error.ErrorAttributes.class,
				search = SearchStrategy.CURRENT)
		org.springframework.boot.webflux.error.DefaultErrorAttributes fanlightErrorAttributes() {
			return new org.springframework.boot.webflux.error.DefaultErrorAttributes() {

				@Override
				public Map<String, @Nullable Object> getErrorAttributes(ServerRequest request,
						ErrorAttributeOptions options) {
					Map<String, @Nullable Object> attributes = super.getErrorAttributes(request, options);
					ErrorIds.forEach(attributes::put);
					return attributes;
				}

			};
		}

		@Bean
		static ReactiveErrorPages fanlightErrorPages(ApplicationContext context) {
			return new ReactiveErrorPages(context);
		}

	}

}
