package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.UnseenException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.DispatchExceptionHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;

/**
 * Notes the exceptions that methods marked with {@link ExceptionHandler} turn into
 * responses. Stands before Spring's adapter and hands everything to it. What a controller
 * throws before it returns a publisher Spring resolves out of sight; then the handler's
 * own declaration says which exception it was. What other handlers throw, or what leads
 * to none, is offered to this adapter before Spring's.
 */
final class ReactiveExceptionHandlers implements HandlerAdapter, DispatchExceptionHandler, Ordered {

	private final RequestMappingHandlerAdapter adapter;

	ReactiveExceptionHandlers(RequestMappingHandlerAdapter adapter) {
		this.adapter = adapter;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE - 1;
	}

	@Override
	public boolean supports(Object handler) {
		return this.adapter.supports(handler);
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		return this.adapter.handle(exchange, handler).doOnNext((result) -> {
			Class<?> handled = handledBy(result.getHandler());
			DispatchExceptionHandler exceptionHandler = result.getExceptionHandler();
			if (handled != null) {
				ReactiveHandledErrors.note(exchange, new UnseenException(handled));
			}
			else if (exceptionHandler != null) {
				result.setExceptionHandler((failed, error) -> {
					ReactiveHandledErrors.note(failed, error);
					return exceptionHandler.handleError(failed, error);
				});
			}
		});
	}

	@Override
	public Mono<HandlerResult> handleError(ServerWebExchange exchange, Throwable error) {
		ReactiveHandledErrors.note(exchange, error);
		return Mono.error(error);
	}

	private static @Nullable Class<?> handledBy(Object handler) {
		ExceptionHandler declaration = (handler instanceof HandlerMethod method)
				? method.getMethodAnnotation(ExceptionHandler.class) : null;
		if (declaration == null) {
			return null;
		}
		for (var parameter : ((HandlerMethod) handler).getMethodParameters()) {
			if (Throwable.class.isAssignableFrom(parameter.getParameterType())) {
				return parameter.getParameterType();
			}
		}
		return (declaration.value().length > 0) ? declaration.value()[0] : Throwable.class;
	}

}
