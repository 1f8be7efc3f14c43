package dev.fanlight.autoconfigure.logging;

import java.io.IOException;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Lets the bytes of a response be counted. Stands in the chain of the first dispatch
 * only, which is why it keeps no mark in the request; async dispatches keep the response
 * they began with.
 */
final class CountingResponseFilter implements Filter {

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(request, (response instanceof HttpServletResponse http)
				? new CountingResponse(http, RequestScope.of(request)) : response);
	}

}
