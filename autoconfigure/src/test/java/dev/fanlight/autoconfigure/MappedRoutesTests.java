package dev.fanlight.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.fanlight.allocation.Allocation;
import dev.fanlight.autoconfigure.MappedRoutes.Mapping;
import dev.fanlight.autoconfigure.MappedRoutes.Route;
import dev.fanlight.autoconfigure.MappedRoutes.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.servlet.function.RequestPredicates.path;
import static org.springframework.web.servlet.function.RequestPredicates.pathExtension;

class MappedRoutesTests {

	private final MappedRoutes routes = routes("/app", PathPatternParser.defaultInstance,
			Stream.of("/orders/{id}", "/orders/open", "/orders/{id}/lines/{line}", "/files/**", "/v?/status",
					"/img/a*.png", "/{shop}/about", "/docs/{*rest}"),
			RequestMethod.GET);

	@ParameterizedTest
	@CsvSource({ "/orders/7, /orders/{id}", "/orders/open, /orders/open",
			"/orders/7/lines/8, /orders/{id}/lines/{line}", "/orders/7/lines,", "/orders,", "/files, /files/**",
			"/files/a/b, /files/**", "/v1/status, /v?/status", "/img/ab.png, /img/a*.png",
			"/berlin/about, /{shop}/about", "/docs, /docs/{*rest}", "/%6Frders/7, /orders/{id}",
			"/orders;v=1/7, /orders/{id}", "/orders/%2F, /orders/{id}", "/Orders/7,", "''," })
	void pathIsFoundAsSpringWouldMapIt(String path, String template) {
		assertThat(this.routes.find("GET", "/app" + path)).isEqualTo(template);
		assertThat(this.routes.find("HEAD", "/app" + path)).isEqualTo(template);
		assertThat(this.routes.find("POST", "/app" + path)).isNull();
		assertThat(this.routes.find("GET", path)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/Orders/7, /orders/{id}", "/ORDERS/7, /orders/{id}", "/Open, /open", "/\u212Aept/7, /kept/{id}" })
	void patternsMayIgnoreCase(String path, String template) {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(false);
		MappedRoutes any = routes("", parser, Stream.of("/orders/{id}", "/open", "/kept/{id}"));
		assertThat(any.find("MADE-UP", path)).isEqualTo(template);
	}

	@Test
	void routeThatIsRegisteredLaterIsFoundTenSecondsAfterTheLastLook() {
		AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
		List<Mapping> mappings = new ArrayList<>();
		MappedRoutes later = new MappedRoutes("", mappings::stream, nanos::get);
		assertThat(later.find("GET", "/late/1")).isNull();
		mappings.add(mapping(PathPatternParser.defaultInstance, Stream.of("/late/{id}")));
		nanos.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
		assertThat(later.find("GET", "/late/1")).isNull();
		nanos.incrementAndGet();
		assertThat(later.find("GET", "/late/1")).isEqualTo("/late/{id}");
		mappings.clear();
		assertThat(later.find("GET", "/late/1")).isEqualTo("/late/{id}");
		nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
		assertThat(later.find("GET", "/other")).isNull();
		assertThat(later.find("GET", "/late/1")).isNull();
	}

	@Test
	void functionsBehindWhatCannotBeReadAreLeftOut() {
		RouterFunctionMapping mapping = new RouterFunctionMapping(RouterFunctions.route()
			.route(path("/own").and((request) -> true), (request) -> ServerResponse.ok().build())
			.route(path("/a").negate(), (request) -> ServerResponse.ok().build())
			.route(path("/**").and(path("/b")), (request) -> ServerResponse.ok().build())
			.route(pathExtension("json").and(path("/c.json")), (request) -> ServerResponse.ok().build())
			.nest((request) -> true, (inner) -> inner.GET("/inner", (request) -> ServerResponse.ok().build()))
			.add((request) -> Optional.empty())
			.resources("/r/**", new ByteArrayResource(new byte[0]))
			.GET((request) -> ServerResponse.ok().build())
			.route(path("/a").negate().or(path("/or")), (request) -> ServerResponse.ok().build())
			.build());
		assertThat(ServletRoutes.of(mapping)).singleElement()
			.satisfies((read) -> assertThat(read.routes()).extracting(Route::template).containsExactly("/or"));
	}

	@Test
	void routesThatCannotBeReadAreNone() {
		MappedRoutes broken = new MappedRoutes("", () -> {
			throw new IllegalStateException("not now");
		}, System::nanoTime);
		assertThat(broken.find("GET", "/orders")).isNull();
		assertThat(broken.has("/orders")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/r25", "/api/r25/4711", "/api/r25/4711/deep/files", "/api/none", "/favicon.ico" })
	void lookAllocatesNothing(String path) {
		MappedRoutes hundred = routes("", PathPatternParser.defaultInstance,
				IntStream.range(0, 100)
					.mapToObj((i) -> "/api/r" + i / 2 + ((i % 2 == 0) ? "" : (i % 4 == 1) ? "/{id}" : "/{id}/{*rest}")),
				RequestMethod.GET);
		assertThat(Allocation.perCall(2000, () -> hundred.find("GET", path))).isLessThan(1);
	}

	private static MappedRoutes routes(String prefix, PathPatternParser parser, Stream<String> templates,
			RequestMethod... methods) {
		List<Mapping> mappings = List.of(mapping(parser, templates, methods));
		return new MappedRoutes(prefix, mappings::stream, System::nanoTime);
	}

	private static Mapping mapping(PathPatternParser parser, Stream<String> templates, RequestMethod... methods) {
		return new Mapping(
				templates.map((template) -> Route.of(Set.of(methods), parser.parse(template), parser)).toList(),
				Rule.MVC);
	}

}
