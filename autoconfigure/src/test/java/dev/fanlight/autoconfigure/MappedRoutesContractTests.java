package dev.fanlight.autoconfigure;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.MappedRoutes.Mapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The route that is looked up is the one to which Spring itself maps the request,
 * whatever routes there are and whatever is asked.
 */
@Tag("one-jdk")
class MappedRoutesContractTests {

	private static final int ROUNDS = Integer.getInteger("fanlight.routes.rounds", 150);

	private static final int ROUTES = 14;

	private static final int REQUESTS = 80;

	private static final String[] PATTERNS = { "a", "a", "b", "b", "ab", "{x}", "{x}", "{x:[a-c]+}", "*", "a*", "?b",
			"{x}-{y}", "A", "1" };

	private static final String[] ENDS = { "", "", "", "", "", "/**", "/{*rest}", "/" };

	private static final String[] SEGMENTS = { "a", "a", "b", "b", "ab", "bb", "A", "1", "a-b", "c", "", "%61", "a%2Fb",
			"a;v=1", ";v", "%C3%A4", "\u00e4", "yy", "zz" };

	private static final List<String> METHODS = List.of("GET", "GET", "HEAD", "POST", "OPTIONS", "PURGE");

	private static final String AMBIGUOUS = "Ambiguous";

	private int found;

	@AfterEach
	void manyAreFound() {
		assertThat(this.found).isGreaterThan(10 * ROUNDS);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void controllersOfMvc(boolean caseSensitive) throws Exception {
		for (int seed = 0; seed < ROUNDS; seed++) {
			Random random = new Random(seed);
			RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
			mapping.getPatternParser().setCaseSensitive(caseSensitive);
			StaticWebApplicationContext context = new StaticWebApplicationContext();
			context.refresh();
			mapping.setApplicationContext(context);
			mapping.afterPropertiesSet();
			Registration registration = (methods, paths, method) -> mapping.registerMapping(
					RequestMappingInfo.paths(paths).methods(methods).options(mapping.getBuilderConfiguration()).build(),
					this, method);
			register(random, registration);
			compare(random, seed, ServletRoutes.of(mapping), (method, path) -> mvc(mapping, method, path));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void controllersOfWebFlux(boolean caseSensitive) throws Exception {
		for (int seed = 0; seed < ROUNDS; seed++) {
			Random random = new Random(seed);
			var mapping = new org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping();
			mapping.getPathPatternParser().setCaseSensitive(caseSensitive);
			StaticWebApplicationContext context = new StaticWebApplicationContext();
			context.refresh();
			mapping.setApplicationContext(context);
			mapping.afterPropertiesSet();
			var options = new org.springframework.web.reactive.result.method.RequestMappingInfo.BuilderConfiguration();
			options.setPatternParser(mapping.getPathPatternParser());
			Registration registration = (methods, paths, method) -> mapping
				.registerMapping(org.springframework.web.reactive.result.method.RequestMappingInfo.paths(paths)
					.methods(methods)
					.options(options)
					.build(), this, method);
			register(random, registration);
			compare(random, seed, ReactiveRoutes.of(mapping), (method, path) -> webFlux(mapping, method, path));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void functionsOfMvc(boolean caseSensitive) throws Exception {
		for (int seed = 0; seed < ROUNDS; seed++) {
			Random random = new Random(seed);
			RouterFunctionMapping mapping = new RouterFunctionMapping(functions(random, 2));
			mapping.getPatternParser().setCaseSensitive(caseSensitive);
			StaticWebApplicationContext context = new StaticWebApplicationContext();
			context.refresh();
			mapping.setApplicationContext(context);
			mapping.afterPropertiesSet();
			compare(random, seed, ServletRoutes.of(mapping), (method, path) -> mvc(mapping, method, path));
		}
	}

	@Test
	void functionsOfWebFlux() throws Exception {
		for (int seed = 0; seed < ROUNDS; seed++) {
			Random random = new Random(seed);
			var mapping = new org.springframework.web.reactive.function.server.support.RouterFunctionMapping(
					reactive(random));
			StaticWebApplicationContext context = new StaticWebApplicationContext();
			context.refresh();
			mapping.setApplicationContext(context);
			mapping.afterPropertiesSet();
			compare(random, seed, ReactiveRoutes.of(mapping), (method, path) -> webFlux(mapping, method, path));
		}
	}

	private static org.springframework.web.reactive.function.server.RouterFunction<?> reactive(Random random) {
		var ok = org.springframework.web.reactive.function.server.ServerResponse.ok().build();
		return org.springframework.web.reactive.function.server.RouterFunctions.route()
			.GET(pattern(random, 3), (request) -> ok)
			.path(beginning(random, 2),
					(inner) -> inner.GET(pattern(random, 1), (request) -> ok)
						.POST(pattern(random, 1),
								org.springframework.web.reactive.function.server.RequestPredicates
									.accept(MediaType.ALL),
								(request) -> ok)
						.path(beginning(random, 1), (last) -> last.GET((request) -> ok)))
			.GET(pattern(random, 3), (request) -> ok)
			.GET("/a", (request) -> ok)
			.GET("/{x}/{y}", (request) -> ok)
			.build();
	}

	private static RouterFunction<ServerResponse> functions(Random random, int deeper) {
		RouterFunctions.Builder builder = RouterFunctions.route();
		for (int i = 0; i < ROUTES / 2; i++) {
			if (deeper > 0 && random.nextInt(3) == 0) {
				RouterFunction<ServerResponse> inner = functions(random, deeper - 1);
				builder.nest(nest(random), () -> inner);
			}
			else {
				builder.route(leaf(random), (request) -> ServerResponse.ok().build());
			}
		}
		return builder.build();
	}

	private static RequestPredicate nest(Random random) {
		RequestPredicate path = RequestPredicates.path(beginning(random, 2));
		return switch (random.nextInt(6)) {
			case 0 -> RequestPredicates.method(HttpMethod.GET);
			case 1 -> RequestPredicates.accept(MediaType.TEXT_PLAIN);
			case 2 -> path.and(RequestPredicates.methods(HttpMethod.GET, HttpMethod.POST));
			default -> path;
		};
	}

	private static RequestPredicate leaf(Random random) {
		RequestPredicate path = RequestPredicates.path(random.nextInt(8) == 0 ? "" : pattern(random, 3));
		return switch (random.nextInt(6)) {
			case 0 -> RequestPredicates.method(HttpMethod.GET).and(path).and(RequestPredicates.accept(MediaType.ALL));
			case 1 -> path;
			case 2 -> RequestPredicates.POST("/a/{x}").or(path);
			case 3 -> RequestPredicates.method(HttpMethod.valueOf("PURGE")).and(path);
			default -> RequestPredicates.method(HttpMethod.GET).and(path);
		};
	}

	private static void register(Random random, Registration registration) throws Exception {
		Method method = MappedRoutesContractTests.class.getDeclaredMethod("handle");
		for (int i = 0; i < ROUTES; i++) {
			RequestMethod[] methods = switch (random.nextInt(5)) {
				case 0 -> new RequestMethod[0];
				case 1 -> new RequestMethod[] { RequestMethod.POST };
				case 2 -> new RequestMethod[] { RequestMethod.HEAD };
				case 3 -> new RequestMethod[] { RequestMethod.GET, RequestMethod.OPTIONS };
				default -> new RequestMethod[] { RequestMethod.GET };
			};
			// Not two paths that match one request: Spring compares all of them
			String[] paths = (random.nextInt(6) == 0)
					? new String[] { "/yy" + pattern(random, 2), "/zz" + pattern(random, 2) }
					: new String[] { pattern(random, 3) };
			registration.register(methods, paths, method);
		}
	}

	void handle() {
	}

	private static String pattern(Random random, int most) {
		StringBuilder pattern = new StringBuilder();
		for (int i = random.nextInt(most + 1); i > 0; i--) {
			// A name stands once in a pattern, also when it is nested
			String name = "{n" + random.nextInt(1_000_000);
			pattern.append('/').append(any(random, PATTERNS).replace("{x", name).replace("{y", name + "y"));
		}
		String whole = pattern + any(random, ENDS);
		return whole.isEmpty() ? "/" : whole;
	}

	/** Nobody nests in what takes the rest of a path. */
	private static String beginning(Random random, int most) {
		String pattern = pattern(random, most).replace("/**", "").replace("/{*rest}", "");
		return pattern.isEmpty() ? "/" : pattern;
	}

	private void compare(Random random, int seed, Stream<Mapping> mappings, Mapped mapped) throws Exception {
		List<Mapping> all = mappings.toList();
		MappedRoutes routes = new MappedRoutes("", all::stream, System::nanoTime);
		for (int i = 0; i < REQUESTS; i++) {
			StringBuilder path = new StringBuilder(i == 0 ? "/" : "");
			for (int j = 1 + random.nextInt(4); i > 0 && j > 0; j--) {
				path.append('/').append(any(random, SEGMENTS));
			}
			String method = METHODS.get(random.nextInt(METHODS.size()));
			String expected = mapped.map(method, path.toString());
			this.found += (expected != null) ? 1 : 0;
			if (!AMBIGUOUS.equals(expected)) {
				assertThat(routes.find(method, path.toString())).as("seed %d, %s %s", seed, method, path)
					.isEqualTo(expected);
			}
		}
	}

	private static String any(Random random, String[] values) {
		return values[random.nextInt(values.length)];
	}

	private static String mvc(org.springframework.web.servlet.HandlerMapping mapping, String method, String path)
			throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest(method, path);
		ServletRequestPathUtils.parseAndCache(request);
		try {
			return (mapping.getHandler(request) != null)
					? (String) request
						.getAttribute(org.springframework.web.servlet.HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
					: null;
		}
		catch (HttpRequestMethodNotSupportedException ex) {
			return null;
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessageStartingWith(AMBIGUOUS);
			return AMBIGUOUS;
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			// Nested patterns that cannot be combined fail at each request
			return AMBIGUOUS;
		}
	}

	private static String webFlux(HandlerMapping mapping, String method, String path) {
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.method(HttpMethod.valueOf(method), URI.create("http://localhost" + path)));
		try {
			mapping.getHandler(exchange).block();
			Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
			return (pattern != null) ? pattern.toString() : null;
		}
		catch (MethodNotAllowedException ex) {
			return null;
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessageStartingWith(AMBIGUOUS);
			return AMBIGUOUS;
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			return AMBIGUOUS;
		}
	}

	private interface Registration {

		void register(RequestMethod[] methods, String[] paths, Method method);

	}

	private interface Mapped {

		String map(String method, String path) throws Exception;

	}

}
