package dev.fanlight.autoconfigure.logging;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * A reactive request.
 *
 * @param request the request
 * @param response its response
 * @param route the route, if known
 */
record ReactiveObservedRequest(ServerHttpRequest request, ServerHttpResponse response,
		@Nullable String route) implements ObservedRequest {

	@Override
	public String method() {
		return this.request.getMethod().name();
	}

	@Override
	public String path() {
		return this.request.getPath().value();
	}

	@Override
	public String pathInApplication() {
		return this.request.getPath().pathWithinApplication().value();
	}

	@Override
	public @Nullable String query() {
		return this.request.getURI().getRawQuery();
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeaders().getFirst(name);
	}

	@Override
	public @Nullable String client() {
		InetSocketAddress address = this.request.getRemoteAddress();
		return (address == null) ? null
				: address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
	}

	@Override
	public long bytesIn() {
		return this.request.getHeaders().getContentLength();
	}

	/** A body that comes in pieces has no length. */
	@Override
	public long bytesOut() {
		return this.response.getHeaders().getContentLength();
	}

	@Override
	public int status() {
		HttpStatusCode status = this.response.getStatusCode();
		return (status != null) ? status.value() : 200;
	}

	@Override
	public @Nullable String responseHeader(String name) {
		return this.response.getHeaders().getFirst(name);
	}

}
