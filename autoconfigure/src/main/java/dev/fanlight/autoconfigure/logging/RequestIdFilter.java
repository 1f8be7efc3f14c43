package dev.fanlight.autoconfigure.logging;

import java.io.IOException;

import dev.fanlight.logging.MdcKey;
import dev.fanlight.logging.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the request id into the MDC of every dispatch of a servlet request, and into its
 * response. The id is kept as a request attribute, since async and error dispatches come
 * on other threads.
 */
final class RequestIdFilter extends OncePerRequestFilter {

	private static final String ATTRIBUTE = RequestIdFilter.class.getName();

	private final String header;

	RequestIdFilter(String header) {
		this.header = header;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String id = (String) request.getAttribute(ATTRIBUTE);
		if (id == null) {
			id = RequestIds.acceptOrCreate(request.getHeader(this.header));
			request.setAttribute(ATTRIBUTE, id);
			response.setHeader(this.header, id);
		}
		MDC.put(MdcKey.REQUEST_ID, id);
		boolean failed = true;
		try {
			chain.doFilter(request, response);
			failed = false;
		}
		finally {
			if (failed) {
				RequestMdcListener.keepFor(request);
			}
			else {
				MDC.remove(MdcKey.REQUEST_ID);
			}
		}
	}

	@Override
	protected void doFilterNestedErrorDispatch(HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		// A container that forwards to the error page inside the first dispatch keeps its
		// MDC
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
