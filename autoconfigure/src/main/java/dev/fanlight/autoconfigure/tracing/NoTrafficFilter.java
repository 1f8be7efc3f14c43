package dev.fanlight.autoconfigure.tracing;

import java.io.IOException;

import dev.fanlight.tracing.NoTraffic;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Marks servlet requests that are not traffic, ahead of the filter that observes them.
 */
final class NoTrafficFilter extends OncePerRequestFilter {

	private final ExcludedPaths paths;

	NoTrafficFilter(ExcludedPaths paths) {
		this.paths = paths;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		String path = request.getServletPath();
		return !this.paths.contains((request.getPathInfo() != null) ? path + request.getPathInfo() : path);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		NoTraffic.mark();
		try {
			chain.doFilter(request, response);
		}
		finally {
			NoTraffic.clear();
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
