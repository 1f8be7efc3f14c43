package dev.fanlight.autoconfigure.logging;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/**
 * A servlet request.
 *
 * @param request the request
 * @param response its response
 * @param route the route, if known
 */
record ServletObservedRequest(HttpServletRequest request, HttpServletResponse response,
		@Nullable String route) implements ObservedRequest {

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public String path() {
		return this.request.getRequestURI();
	}

	@Override
	public String pathInApplication() {
		String path = path();
		String context = this.request.getContextPath();
		return (context != null && path.startsWith(context)) ? path.substring(context.length()) : path;
	}

	@Override
	public @Nullable String query() {
		return this.request.getQueryString();
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

	@Override
	public @Nullable String client() {
		return this.request.getRemoteAddr();
	}

	@Override
	public long bytesIn() {
		return this.request.getContentLengthLong();
	}

	@Override
	public long bytesOut() {
		CountingResponse counting = WebUtils.getNativeResponse(this.response, CountingResponse.class);
		if (counting != null && counting.bytes() > 0) {
			return counting.bytes();
		}
		String length = this.response.getHeader(HttpHeaders.CONTENT_LENGTH);
		return (length != null) ? Long.parseLong(length) : 0;
	}

	@Override
	public int status() {
		return this.response.getStatus();
	}

	@Override
	public @Nullable String responseHeader(String name) {
		return this.response.getHeader(name);
	}

}
