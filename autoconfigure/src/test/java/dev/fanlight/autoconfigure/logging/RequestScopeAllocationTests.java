package dev.fanlight.autoconfigure.logging;

import java.util.List;

import dev.fanlight.allocation.Allocation;
import dev.fanlight.logging.LogContextSource;
import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the scope of a request may cost the garbage collector beyond a filter that does
 * nothing: an id of 32 characters, its entry in the MDC and a handful of small objects.
 */
class RequestScopeAllocationTests {

	private static final FilterChain CHAIN = (request, response) -> {
	};

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void scopeCostsLessThanOneKilobyte() throws Exception {
		double nothing = bytesPerRequest(new OncePerRequestFilter() {

			@Override
			protected void doFilterInternal(jakarta.servlet.http.HttpServletRequest request,
					jakarta.servlet.http.HttpServletResponse response, FilterChain chain)
					throws java.io.IOException, jakarta.servlet.ServletException {
				chain.doFilter(request, response);
			}

		});
		double scope = bytesPerRequest(new RequestScopeFilter("X-Request-ID",
				new ServletContextSources(List.<LogContextSource>of(), (name) -> null), ObservationTraces.NONE));
		assertThat(scope - nothing).isBetween(100.0, 1024.0);
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	private double bytesPerRequest(OncePerRequestFilter filter) throws Exception {
		return Allocation.perCall(20_000, () -> {
			filter.doFilter(this.request, this.response, CHAIN);
			this.request.removeAttribute(RequestScope.class.getName());
		});
	}

}
