package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.tracing.NoTraffic;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Marks reactive requests that are not traffic.
 */
final class NoTrafficHttpHandlerDecoratorFactory implements HttpHandlerDecoratorFactory {

	private final ExcludedPaths paths;

	NoTrafficHttpHandlerDecoratorFactory(ExcludedPaths paths) {
		this.paths = paths;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> this.paths.contains(request.getURI().getPath())
				? handler.handle(request, response).contextWrite((context) -> context.put(NoTraffic.KEY, true))
				: handler.handle(request, response);
	}

}
