package dev.fanlight.autoconfigure.logging;

import java.net.InetSocketAddress;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * A reactive request.
 */
final class ReactiveObservedRequest extends ObservedRequest {

	private final ServerHttpRequest request;

	private final ServerHttpResponse response;

	private final ServerRequestObservationContext context;

	private ReactiveObservedRequest(ServerHttpRequest request, ServerHttpResponse response,
			ServerRequestObservationContext context) {
		this.request = request;
		this.response = response;
		this.context = context;
	}

	/** There is none without request and response. */
	static @Nullable ObservedRequest of(Observation.Context observation) {
		ServerRequestObservationContext context = (ServerRequestObservationContext) observation;
		ServerHttpRequest request = context.getCarrier();
		ServerHttpResponse response = context.getResponse();
		return (request != null && response != null) ? new ReactiveObservedRequest(request, response, context) : null;
	}

	@Override
	@Nullable String route() {
		return this.context.getPathPattern();
	}

	@Override
	String method() {
		return this.request.getMethod().name();
	}

	@Override
	String path() {
		return this.request.getPath().value();
	}

	@Override
	String pathInApplication() {
		return this.request.getPath().pathWithinApplication().value();
	}

	@Override
	@Nullable String query() {
		return this.request.getURI().getRawQuery();
	}

	@Override
	@Nullable String header(String name) {
		return this.request.getHeaders().getFirst(name);
	}

	@Override
	@Nullable String client() {
		InetSocketAddress address = this.request.getRemoteAddress();
		return (address == null) ? null
				: address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
	}

	@Override
	long bytesRead() {
		CountingHttpResponse counting = CountingHttpResponse.of(this.response);
		return (counting != null) ? counting.bytesRead() : 0;
	}

	@Override
	long bytesAnnounced() {
		return this.request.getHeaders().getContentLength();
	}

	@Override
	long bytesWritten() {
		long announced = this.response.getHeaders().getContentLength();
		CountingHttpResponse counting = (announced < 0) ? CountingHttpResponse.of(this.response) : null;
		return (counting != null) ? counting.bytesWritten() : announced;
	}

	@Override
	int status() {
		HttpStatusCode status = this.response.getStatusCode();
		return (status != null) ? status.value() : 200;
	}

	@Override
	@Nullable String responseHeader(String name) {
		return this.response.getHeaders().getFirst(name);
	}

}
