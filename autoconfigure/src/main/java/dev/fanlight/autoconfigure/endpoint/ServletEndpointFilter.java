package dev.fanlight.autoconfigure.endpoint;

import java.io.IOException;
import java.util.function.BooleanSupplier;

import dev.fanlight.autoconfigure.endpoint.EndpointGuard.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Refuses servlet requests to the endpoints, and marks those that it let through.
 */
final class ServletEndpointFilter extends OncePerRequestFilter {

	private final EndpointGuard guard;

	private final GuardedPaths paths;

	private final ClientAddress address;

	private final BooleanSupplier cors;

	ServletEndpointFilter(EndpointGuard guard, GuardedPaths paths, ClientAddress address, BooleanSupplier cors) {
		this.guard = guard;
		this.paths = paths;
		this.address = address;
		this.cors = cors;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.paths.contain(ServletRequestPathUtils.parse(request).pathWithinApplication())) {
			Verdict verdict = this.guard.judge(
					this.address.of(request.getRemoteAddr(), (name) -> request.getHeader(name) != null),
					request.getHeader(HttpHeaders.AUTHORIZATION),
					CorsUtils.isPreFlightRequest(request) && this.cors.getAsBoolean());
			if (verdict != Verdict.ALLOWED) {
				refuse(response, verdict);
				return;
			}
			request.setAttribute(EndpointGuard.ALLOWED, true);
		}
		chain.doFilter(request, response);
	}

	private static void refuse(HttpServletResponse response, Verdict verdict) {
		response.setStatus(verdict.status());
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		if (verdict == Verdict.WRONG_TOKEN) {
			for (String challenge : EndpointGuard.CHALLENGES) {
				response.addHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
			}
		}
	}

}
