package dev.fanlight.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.helpers.MDCInsertingServletFilter;
import dev.fanlight.autoconfigure.logging.RequestCorrelationAutoConfiguration;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

/**
 * What request id and own context keys cost one servlet request, beside a chain without
 * filters and Logback's own filter, which puts six entries into the MDC and takes nothing
 * along to other threads.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx512m")
public class RequestScopeBenchmark {

	private static final String CONTEXT = "fanlight.logging.context.";

	private final FilterChain none = (request, response) -> {
	};

	private final FilterChain logback = chain(List.of(new MDCInsertingServletFilter()));

	private final FilterChain requestId = chain(filters(Map.of()));

	private final FilterChain fourKeys = chain(filters(Map.of(CONTEXT + "tenant", "header:X-Tenant", CONTEXT + "plan",
			"header:X-Plan", CONTEXT + "client", "client-ip", CONTEXT + "user", "user")));

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/42");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	/** A request that brings no id, but all context. */
	public RequestScopeBenchmark() {
		this.request.addHeader("X-Tenant", "acme");
		this.request.addHeader("X-Plan", "gold");
		this.request.setUserPrincipal(() -> "ada");
	}

	private static List<Filter> filters(Map<String, Object> properties) {
		GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("benchmark", properties));
		new AnnotatedBeanDefinitionReader(context).register(RequestCorrelationAutoConfiguration.class);
		context.refresh();
		return context.getBeanProvider(FilterRegistrationBean.class)
			.orderedStream()
			.filter(FilterRegistrationBean::isEnabled)
			.<Filter>map(FilterRegistrationBean::getFilter)
			.toList();
	}

	private FilterChain chain(List<Filter> filters) {
		FilterChain chain = this.none;
		for (int i = filters.size() - 1; i >= 0; i--) {
			Filter filter = filters.get(i);
			FilterChain next = chain;
			chain = (request, response) -> filter.doFilter(request, response, next);
		}
		return chain;
	}

	private Object request(FilterChain chain) throws IOException, ServletException {
		chain.doFilter(this.request, this.response);
		this.request.clearAttributes();
		return this.response;
	}

	/** No filter. */
	@Benchmark
	public Object none() throws IOException, ServletException {
		return request(this.none);
	}

	/** Logback's filter. */
	@Benchmark
	public Object logbackFilter() throws IOException, ServletException {
		return request(this.logback);
	}

	/** A request id, made and answered. */
	@Benchmark
	public Object requestId() throws IOException, ServletException {
		return request(this.requestId);
	}

	/** The same with two headers, client address and user. */
	@Benchmark
	public Object requestIdAndFourKeys() throws IOException, ServletException {
		return request(this.fourKeys);
	}

}
