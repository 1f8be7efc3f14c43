package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.HandledException;
import dev.fanlight.autoconfigure.MappedRoutes;
import dev.fanlight.metrics.RequestEnd;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;

/**
 * Decides once the status is known which exception Spring will take for the error of a
 * reactive request: it asks the attribute that this filter sets or clears.
 */
final class ReactiveHandledErrors implements WebFilter, Ordered {

	private final MappedRoutes routes;

	ReactiveHandledErrors(MappedRoutes routes) {
		this.routes = routes;
	}

	/**
	 * Note an exception that somebody is about to turn into a response.
	 * @param exchange the request
	 * @param error the exception
	 */
	static void note(ServerWebExchange exchange, Throwable error) {
		ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.ifPresent((context) -> context.put(HandledException.class, new HandledException(error)));
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		exchange.getResponse().beforeCommit(() -> {
			settle(exchange);
			return Mono.empty();
		});
		return chain.filter(watched(exchange)).doOnSuccess((done) -> settle(exchange));
	}

	private static ServerWebExchange watched(ServerWebExchange exchange) {
		if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
			// Nobody asks for its body
			return exchange;
		}
		ServerHttpResponse response = WatchedResponse.of(exchange.getResponse(), () -> abandon(exchange));
		return exchange.mutate().response(response).build();
	}

	private static void abandon(ServerWebExchange exchange) {
		ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.ifPresent((context) -> context.put(RequestEnd.class, RequestEnd.CLIENT_ABORTED));
	}

	private void settle(ServerWebExchange exchange) {
		ServerRequestObservationContext context = ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.orElse(null);
		HttpStatusCode status = exchange.getResponse().getStatusCode();
		if (context == null) {
			return;
		}
		Throwable error = handled(exchange, context);
		if (error != null) {
			context.put(HandledException.class, new HandledException(error));
			if (status != null && status.is5xxServerError()) {
				exchange.getAttributes().put(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION, error);
			}
			else {
				exchange.getAttributes().remove(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION);
			}
		}
		if (context.getPathPattern() == null && status != null && status.isError() && status.value() != 404) {
			context.setPathPattern(this.routes.find(exchange.getRequest().getMethod().name(),
					exchange.getRequest().getPath().pathWithinApplication()));
		}
	}

	private static @Nullable Throwable handled(ServerWebExchange exchange, ServerRequestObservationContext context) {
		HandledException noted = context.get(HandledException.class);
		return (noted != null) ? noted.exception()
				: exchange.getAttribute(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION);
	}

}
