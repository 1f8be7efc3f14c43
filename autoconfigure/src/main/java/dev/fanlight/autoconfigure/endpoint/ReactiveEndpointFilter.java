package dev.fanlight.autoconfigure.endpoint;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

import dev.fanlight.autoconfigure.endpoint.EndpointGuard.Verdict;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses reactive requests to the endpoints, and marks those that it let through.
 */
final class ReactiveEndpointFilter implements WebFilter, Ordered {

	private final EndpointGuard guard;

	private final GuardedPaths paths;

	private final ClientAddress address;

	private final BooleanSupplier cors;

	ReactiveEndpointFilter(EndpointGuard guard, GuardedPaths paths, ClientAddress address, BooleanSupplier cors) {
		this.guard = guard;
		this.paths = paths;
		this.address = address;
		this.cors = cors;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE + 1;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (this.guard.isActive() && this.paths.contain(request.getPath().pathWithinApplication())) {
			Verdict verdict = this.guard.judge(
					this.address.of(address(request), (name) -> request.getHeaders().containsHeader(name)),
					request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION),
					CorsUtils.isPreFlightRequest(request) && this.cors.getAsBoolean());
			if (verdict != Verdict.ALLOWED) {
				return refuse(exchange.getResponse(), verdict);
			}
			exchange.getAttributes().put(EndpointGuard.ALLOWED, true);
		}
		return chain.filter(exchange);
	}

	private static @Nullable String address(ServerHttpRequest request) {
		InetSocketAddress remote = request.getRemoteAddress();
		InetAddress address = (remote != null) ? remote.getAddress() : null;
		// A forwarded address is not looked up, and then stands in the name
		return (address != null) ? address.getHostAddress() : (remote != null) ? remote.getHostString() : null;
	}

	private static Mono<Void> refuse(ServerHttpResponse response, Verdict verdict) {
		response.setStatusCode(HttpStatusCode.valueOf(verdict.status()));
		response.getHeaders().setCacheControl("no-store");
		if (verdict == Verdict.WRONG_TOKEN) {
			response.getHeaders().addAll(HttpHeaders.WWW_AUTHENTICATE, EndpointGuard.CHALLENGES);
		}
		return response.setComplete();
	}

}
