package dev.fanlight.autoconfigure.token;

import dev.fanlight.token.CurrentGrant;
import dev.fanlight.token.Grant;
import dev.fanlight.token.TokenVerifier;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Verifies the token of a reactive request and puts the grant into its Reactor context,
 * from where context propagation binds it to threads.
 */
final class RequestTokenHttpHandlerDecoratorFactory implements HttpHandlerDecoratorFactory {

	private final TokenVerifier verifier;

	private final String header;

	RequestTokenHttpHandlerDecoratorFactory(TokenVerifier verifier, String header) {
		this.verifier = verifier;
		this.header = header;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		if (!this.verifier.isActive()) {
			return handler;
		}
		return (request, response) -> {
			Grant grant = this.verifier.verify(request.getHeaders().getFirst(this.header));
			return (grant != Grant.NONE)
					? handler.handle(request, response).contextWrite((context) -> context.put(CurrentGrant.KEY, grant))
					: handler.handle(request, response);
		};
	}

}
