package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.LogContext;
import dev.fanlight.logging.RequestIds;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Puts the request id and the own context of a request into its Reactor context, from
 * where context propagation brings them into the MDC, and the id into the response.
 * Decorates the whole handler so that lines outside the filters, such as that of an
 * unresolved error, carry them too.
 */
final class RequestScopeHttpHandlerDecoratorFactory implements HttpHandlerDecoratorFactory, Ordered {

	@Nullable private final String header;

	private final boolean context;

	private final ObservationTraces traces;

	/**
	 * Create a factory.
	 * @param header the header of the request id, or {@code null} for no id
	 * @param context whether a request has an own context
	 * @param traces the traces of requests
	 */
	RequestScopeHttpHandlerDecoratorFactory(@Nullable String header, boolean context, ObservationTraces traces) {
		this.header = header;
		this.context = context;
		this.traces = traces;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> {
			String id = null;
			if (this.header != null) {
				id = RequestIds.acceptOrCreate(request.getHeaders().getFirst(this.header));
				response.getHeaders().set(this.header, id);
			}
			ReactiveRequestScope scope = new ReactiveRequestScope(id, this.context ? new LogContext() : null,
					this.traces);
			return scope.handOver(handler.handle(request, response).contextWrite(scope::writeTo));
		};
	}

}
