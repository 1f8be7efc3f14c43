package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.HandledException;
import io.micrometer.observation.Observation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.util.WebUtils;

/**
 * A servlet request.
 */
final class ServletObservedRequest extends ObservedRequest {

	private static final int ERRORS = 400;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private final ServerRequestObservationContext context;

	private ServletObservedRequest(HttpServletRequest request, HttpServletResponse response,
			ServerRequestObservationContext context) {
		this.request = request;
		this.response = response;
		this.context = context;
	}

	/** There is none without request and response. */
	static @Nullable ObservedRequest of(Observation.Context observation) {
		ServerRequestObservationContext context = (ServerRequestObservationContext) observation;
		HttpServletRequest request = context.getCarrier();
		HttpServletResponse response = context.getResponse();
		return (request != null && response != null) ? new ServletObservedRequest(request, response, context) : null;
	}

	@Override
	@Nullable String route() {
		return this.context.getPathPattern();
	}

	@Override
	String method() {
		return this.request.getMethod();
	}

	@Override
	String path() {
		return this.request.getRequestURI();
	}

	@Override
	String pathInApplication() {
		String path = path();
		String context = this.request.getContextPath();
		return (context != null && path.startsWith(context)) ? path.substring(context.length()) : path;
	}

	@Override
	@Nullable String query() {
		return this.request.getQueryString();
	}

	@Override
	@Nullable String header(String name) {
		return this.request.getHeader(name);
	}

	@Override
	@Nullable String client() {
		return this.request.getRemoteAddr();
	}

	@Override
	long bytesRead() {
		RequestScopeRequest reading = WebUtils.getNativeRequest(this.request, RequestScopeRequest.class);
		return (reading != null) ? reading.bytes() : 0;
	}

	@Override
	long bytesAnnounced() {
		return this.request.getContentLengthLong();
	}

	@Override
	boolean isUndecided() {
		CountingResponse counting = counting();
		return counting != null && counting.isRefused() && !isOver();
	}

	/**
	 * Jetty tells of the end of an async request after the page about its error, and
	 * takes the response back before it leaves the request.
	 */
	private boolean isOver() {
		return this.request.getAttribute(RequestScope.ON_JETTY) != null && this.request.isAsyncStarted();
	}

	@Override
	boolean whenDecided(Runnable task) {
		CountingResponse counting = counting();
		String route = route();
		return counting != null && counting.afterErrorPage(() -> {
			// That of the page has taken its place
			this.context.setPathPattern(route);
			task.run();
		});
	}

	private @Nullable CountingResponse counting() {
		return WebUtils.getNativeResponse(this.response, CountingResponse.class);
	}

	@Override
	long bytesWritten() {
		if (isThrown() && !this.response.isCommitted()) {
			// The container clears the buffer for its page
			return -1;
		}
		CountingResponse counting = counting();
		if (counting != null && counting.bytes() > 0) {
			return counting.bytes();
		}
		String length = this.response.getHeader(HttpHeaders.CONTENT_LENGTH);
		if (length != null) {
			return Long.parseLong(length);
		}
		// The page about an error is written after the observation
		return (status() < ERRORS) ? 0 : -1;
	}

	private boolean isThrown() {
		return this.context.getError() != null && this.context.get(HandledException.class) == null;
	}

	@Override
	int status() {
		return this.response.getStatus();
	}

	@Override
	@Nullable String responseHeader(String name) {
		return this.response.getHeader(name);
	}

}
