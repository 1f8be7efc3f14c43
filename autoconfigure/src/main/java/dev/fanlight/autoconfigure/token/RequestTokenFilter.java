package dev.fanlight.autoconfigure.token;

import java.io.IOException;

import dev.fanlight.token.CurrentGrant;
import dev.fanlight.token.Grant;
import dev.fanlight.token.TokenVerifier;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Verifies the token of a servlet request in its first dispatch and binds the grant in
 * every one.
 */
final class RequestTokenFilter extends OncePerRequestFilter {

	private final TokenVerifier verifier;

	private final String header;

	RequestTokenFilter(TokenVerifier verifier, String header) {
		this.verifier = verifier;
		this.header = header;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Grant grant = (Grant) request.getAttribute(CurrentGrant.KEY);
		if (grant == null) {
			grant = this.verifier.verify(request.getHeader(this.header));
			request.setAttribute(CurrentGrant.KEY, grant);
		}
		CurrentGrant.set(grant);
		try {
			chain.doFilter(request, response);
		}
		finally {
			CurrentGrant.clear();
		}
	}

	@Override
	protected void doFilterNestedErrorDispatch(HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		// Inside the first dispatch, which has bound it
		chain.doFilter(request, response);
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
