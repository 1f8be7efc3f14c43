package dev.fanlight.autoconfigure.logging;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webflux.autoconfigure.error.DefaultErrorWebExceptionHandler;
import org.springframework.boot.webflux.error.ErrorAttributes;
import org.springframework.context.ApplicationContext;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;

/**
 * Names trace and request on the error page that Boot shows where the application has
 * none. Of the model it shows the request's id and the message only.
 */
final class ReactiveErrorPages implements BeanPostProcessor {

	private final ApplicationContext context;

	ReactiveErrorPages(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean.getClass() != DefaultErrorWebExceptionHandler.class) {
			return bean;
		}
		WebProperties properties = this.context.getBean(WebProperties.class);
		Handler handler = new Handler(this.context.getBean(ErrorAttributes.class), properties, this.context);
		ServerCodecConfigurer codecs = this.context.getBean(ServerCodecConfigurer.class);
		handler.setViewResolvers(this.context.getBeanProvider(ViewResolver.class).orderedStream().toList());
		handler.setMessageWriters(codecs.getWriters());
		handler.setMessageReaders(codecs.getReaders());
		return handler;
	}

	private static final class Handler extends DefaultErrorWebExceptionHandler {

		Handler(ErrorAttributes attributes, WebProperties properties, ApplicationContext context) {
			super(attributes, properties.getResources(), properties.getError(), context);
		}

		@Override
		protected Mono<ServerResponse> renderDefaultErrorView(ServerResponse.BodyBuilder response,
				Map<String, @Nullable Object> error) {
			return super.renderDefaultErrorView(response, ErrorIds.inMessage(error));
		}

	}

}
