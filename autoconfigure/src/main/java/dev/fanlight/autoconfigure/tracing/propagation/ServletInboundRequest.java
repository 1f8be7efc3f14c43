package dev.fanlight.autoconfigure.tracing.propagation;

import dev.fanlight.tracing.propagation.InboundRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A servlet request before it is traced.
 */
record ServletInboundRequest(HttpServletRequest request) implements InboundRequest {

	static @Nullable InboundRequest of(Object carrier) {
		return (carrier instanceof HttpServletRequest request) ? new ServletInboundRequest(request) : null;
	}

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public String path() {
		String uri = this.request.getRequestURI();
		String context = this.request.getContextPath();
		return uri.startsWith(context) ? uri.substring(context.length()) : uri;
	}

	@Override
	public @Nullable String remoteAddress() {
		return this.request.getRemoteAddr();
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

}
