package dev.fanlight.autoconfigure.logging;

import java.io.IOException;
import java.util.Collection;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the caller of a servlet request its trace.
 */
final class TraceResponseFilter extends OncePerRequestFilter {

	private final Collection<TraceHeader> headers;

	TraceResponseFilter(Collection<TraceHeader> headers) {
		this.headers = headers;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		RequestScope scope = RequestScope.of(request);
		TraceHeader.write(this.headers, (scope != null) ? scope.traceIds() : null, response::addHeader);
		chain.doFilter(request, response);
	}

}
