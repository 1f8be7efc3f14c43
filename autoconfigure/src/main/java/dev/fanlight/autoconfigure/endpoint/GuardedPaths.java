package dev.fanlight.autoconfigure.endpoint;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which paths are guarded. Patterns are matched as Spring matches them to the endpoints,
 * only that letters of either case are the same. The endpoints are asked for at the first
 * request, when all of them exist.
 */
final class GuardedPaths {

	private static final PathPatternParser PARSER = parser();

	private final Supplier<List<PathPattern>> guarded;

	private final Supplier<List<PathPattern>> open;

	private GuardedPaths(Supplier<List<PathPattern>> guarded, Supplier<List<PathPattern>> open) {
		this.guarded = SingletonSupplier.of(guarded);
		this.open = SingletonSupplier.of(open);
	}

	/**
	 * The endpoints, on the port of the application.
	 * @param endpoints the endpoints, empty when there are none
	 * @param open what anybody may ask, below their base path
	 * @return the paths
	 */
	static GuardedPaths ofEndpoints(Supplier<Stream<PathMappedEndpoints>> endpoints, List<String> open) {
		return new GuardedPaths(
				() -> endpoints.get().flatMap(GuardedPaths::roots).map((root) -> parse(root + "/**")).toList(),
				() -> open(endpoints, open));
	}

	/**
	 * All paths, on a port of their own.
	 * @param endpoints the endpoints
	 * @param open what anybody may ask, below their base path
	 * @return the paths
	 */
	static GuardedPaths all(Supplier<Stream<PathMappedEndpoints>> endpoints, List<String> open) {
		return new GuardedPaths(() -> List.of(parse("/**")), () -> open(endpoints, open));
	}

	private static Stream<String> roots(PathMappedEndpoints endpoints) {
		return endpoints.getBasePath().isEmpty() ? endpoints.getAllPaths().stream()
				: Stream.concat(Stream.of(endpoints.getBasePath()), endpoints.getAllPaths().stream());
	}

	private static List<PathPattern> open(Supplier<Stream<PathMappedEndpoints>> endpoints, List<String> open) {
		return endpoints.get()
			.flatMap((all) -> open.stream()
				.map((path) -> PathPatternParser.defaultInstance.parse(all.getBasePath() + path)))
			.toList();
	}

	boolean contain(PathContainer path) {
		return this.guarded.get().stream().anyMatch((pattern) -> pattern.matches(path))
				&& this.open.get().stream().noneMatch((pattern) -> pattern.matches(path));
	}

	private static PathPattern parse(String pattern) {
		return PARSER.parse(pattern);
	}

	private static PathPatternParser parser() {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(false);
		return parser;
	}

}
