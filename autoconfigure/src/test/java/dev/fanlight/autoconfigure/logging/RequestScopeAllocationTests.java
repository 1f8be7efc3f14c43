package dev.fanlight.autoconfigure.logging;

import java.lang.management.ManagementFactory;
import java.util.List;

import com.sun.management.ThreadMXBean;
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

	private static final int ROUNDS = 20_000;

	private static final FilterChain CHAIN = (request, response) -> {
	};

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void scopeCostsLessThanOneKilobyte() throws Exception {
		long nothing = bytesPerRequest(new OncePerRequestFilter() {

			@Override
			protected void doFilterInternal(jakarta.servlet.http.HttpServletRequest request,
					jakarta.servlet.http.HttpServletResponse response, FilterChain chain)
					throws java.io.IOException, jakarta.servlet.ServletException {
				chain.doFilter(request, response);
			}

		});
		long scope = bytesPerRequest(new RequestScopeFilter("X-Request-ID",
				new ServletContextSources(List.<LogContextSource>of(), (name) -> null), ObservationTraces.NONE));
		assertThat(scope - nothing).isBetween(100L, 1_024L);
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	private long bytesPerRequest(OncePerRequestFilter filter) throws Exception {
		long least = Long.MAX_VALUE;
		for (int attempt = 0; attempt < 5; attempt++) {
			long before = this.threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < ROUNDS; i++) {
				filter.doFilter(this.request, this.response, CHAIN);
				this.request.removeAttribute(RequestScope.class.getName());
			}
			least = Math.min(least, (this.threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
		}
		return least;
	}

}
