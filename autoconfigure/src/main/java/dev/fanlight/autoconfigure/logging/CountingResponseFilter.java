package dev.fanlight.autoconfigure.logging;

import java.io.IOException;

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

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request,
				(response instanceof HttpServletResponse http) ? counting(http, RequestScope.of(request)) : response);
	}

	private static CountingResponse counting(HttpServletResponse response, @Nullable RequestScope scope) {
		CountingResponse result = new CountingResponse(response, scope);
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
