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

	private final RequestTraces traces;

	/**
	 * Create a factory.
	 * @param header the header of the request id, or {@code null} for no id
	 * @param traces the traces of requests
	 */
	RequestScopeHttpHandlerDecoratorFactory(@Nullable String header, RequestTraces traces) {
		this.header = header;
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
			ReactiveRequestScope scope = new ReactiveRequestScope(id, new LogContext(), this.traces);
			return new ScopedErrorMono(handler.handle(request, response).contextWrite(scope::writeTo), scope);
		};
	}

}
