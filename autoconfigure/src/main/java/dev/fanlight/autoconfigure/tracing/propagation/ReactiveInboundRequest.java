package dev.fanlight.autoconfigure.tracing.propagation;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import dev.fanlight.tracing.propagation.InboundRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * A reactive request before it is traced.
 */
record ReactiveInboundRequest(ServerHttpRequest request) implements InboundRequest {

	static @Nullable InboundRequest of(Object carrier) {
		return (carrier instanceof ServerHttpRequest request) ? new ReactiveInboundRequest(request) : null;
	}

	@Override
	public String method() {
		return this.request.getMethod().name();
	}

	@Override
	public String path() {
		return this.request.getPath().pathWithinApplication().value();
	}

	@Override
	public @Nullable String remoteAddress() {
		InetSocketAddress remote = this.request.getRemoteAddress();
		InetAddress address = (remote != null) ? remote.getAddress() : null;
		return (address != null) ? address.getHostAddress() : null;
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeaders().getFirst(name);
	}

}
