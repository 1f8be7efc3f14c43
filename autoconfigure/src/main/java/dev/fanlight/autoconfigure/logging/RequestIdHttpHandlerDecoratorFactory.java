package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.MdcKey;
import dev.fanlight.logging.RequestIds;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Puts the request id into the Reactor context of a request, from where context
 * propagation brings it into the MDC, and into its response. Decorates the whole handler
 * so that lines outside the filters, such as that of an unresolved error, carry it too.
 */
final class RequestIdHttpHandlerDecoratorFactory implements HttpHandlerDecoratorFactory {

	private final String header;

	RequestIdHttpHandlerDecoratorFactory(String header) {
		this.header = header;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> {
			String id = RequestIds.acceptOrCreate(request.getHeaders().getFirst(this.header));
			response.getHeaders().set(this.header, id);
			return handler.handle(request, response).contextWrite((context) -> context.put(MdcKey.REQUEST_ID, id));
		};
	}

}
