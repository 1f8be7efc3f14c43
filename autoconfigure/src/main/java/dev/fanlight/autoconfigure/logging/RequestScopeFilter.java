package dev.fanlight.autoconfigure.logging;

import java.io.IOException;

import dev.fanlight.logging.RequestIds;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Puts the request id and the own context of a request on the thread of every dispatch,
 * and the id into the response. Comes first of all filters.
 */
final class RequestScopeFilter extends OncePerRequestFilter {

	@Nullable private final String header;

	private final ServletContextSources sources;

	private final ObservationTraces traces;

	/**
	 * Create a filter.
	 * @param header the header of the request id, or {@code null} for no id
	 * @param sources the sources of the own context
	 * @param traces the traces of requests
	 */
	RequestScopeFilter(@Nullable String header, ServletContextSources sources, ObservationTraces traces) {
		this.header = header;
		this.sources = sources;
		this.traces = traces;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		RequestScope known = RequestScope.of(request);
		RequestScope scope = (known != null) ? known : begin(request, response);
		boolean error = request.getDispatcherType() == DispatcherType.ERROR;
		Runnable close = error ? scope.openAll() : scope.open();
		boolean failed = true;
		try {
			chain.doFilter(tellingListeners(request, scope), response);
			failed = false;
		}
		finally {
			if (failed) {
				EdgeRecording.failed();
			}
			close.run();
			this.sources.forget();
			if (failed) {
				scope.keep();
			}
		}
	}

	private RequestScope begin(HttpServletRequest request, HttpServletResponse response) {
		String id = null;
		if (this.header != null) {
			id = RequestIds.acceptOrCreate(request.getHeader(this.header));
			response.setHeader(this.header, id);
		}
		return RequestScope.create(request, id, this.sources.begin(request), this.traces);
	}

	private static HttpServletRequest tellingListeners(HttpServletRequest request, RequestScope scope) {
		return (WebUtils.getNativeRequest(request, RequestScopeRequest.class) != null) ? request
				: new RequestScopeRequest(request, scope);
	}

	@Override
	protected void doFilterNestedErrorDispatch(HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		// A container that forwards to the error page inside the first dispatch keeps id
		// and context, while the trace has been closed
		RequestScope scope = RequestScope.of(request);
		Runnable close = (scope != null) ? scope.openObserved() : () -> {
		};
		try {
			chain.doFilter(request, response);
		}
		finally {
			close.run();
		}
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

}
