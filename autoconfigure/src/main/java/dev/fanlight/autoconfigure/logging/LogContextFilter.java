package dev.fanlight.autoconfigure.logging;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Completes the own context of a servlet request, as a filter with what is known once the
 * user is, and as an interceptor with what is known once the handler is.
 */
final class LogContextFilter extends OncePerRequestFilter implements HandlerInterceptor {

	private final ServletContextSources sources;

	LogContextFilter(ServletContextSources sources) {
		this.sources = sources;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		fill(request);
		chain.doFilter(request, response);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		fill(request);
		return true;
	}

	private void fill(HttpServletRequest request) {
		RequestScope scope = RequestScope.of(request);
		if (scope != null) {
			this.sources.fill(scope.context(), request);
		}
	}

}
