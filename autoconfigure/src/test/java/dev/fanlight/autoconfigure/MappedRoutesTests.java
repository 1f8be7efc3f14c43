package dev.fanlight.autoconfigure;

import java.util.Set;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.MappedRoutes.Route;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

class MappedRoutesTests {

	private final MappedRoutes routes = new MappedRoutes("/app",
			() -> Stream
				.of("/orders/{id}", "/orders/open", "/orders/{id}/lines/{line}", "/files/**", "/v?/status",
						"/img/a*.png", "/{shop}/about", "/docs/{*rest}")
				.map((template) -> route(template, RequestMethod.GET)));

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
	@CsvSource({ "/Orders/7, /orders/{id}", "/ORDERS/7, /orders/{id}" })
	void patternsMayIgnoreCase(String path, String template) {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(false);
		MappedRoutes any = new MappedRoutes("", () -> Stream.of(Route.of(Set.of(), parser.parse("/orders/{id}"))));
		assertThat(any.find("MADE-UP", path)).isEqualTo(template);
	}

	private static Route route(String template, RequestMethod method) {
		return Route.of(Set.of(method), PathPatternParser.defaultInstance.parse(template));
	}

}
