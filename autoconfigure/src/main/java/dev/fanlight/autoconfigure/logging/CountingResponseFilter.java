package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Lets the bytes of a response be counted. Async dispatches keep the response they began
 * with; the page about an error is written to another one.
 */
final class CountingResponseFilter implements Filter {

	private final List<String> idHeaders;

	/**
	 * Create a filter.
	 * @param idHeaders the headers that tell the caller the ids of its request
	 */
	CountingResponseFilter(List<String> idHeaders) {
		this.idHeaders = idHeaders;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request,
				(response instanceof HttpServletResponse http) ? counting(http, RequestScope.of(request)) : response);
	}

	private CountingResponse counting(HttpServletResponse response, @Nullable RequestScope scope) {
		CountingResponse result = new CountingResponse(response, scope, this.idHeaders);
		CountingResponse first = (scope != null) ? scope.response() : null;
		if (first != null) {
			first.replacedBy(result);
		}
		else if (scope != null) {
			scope.response(result);
		}
		return result;
	}

}
