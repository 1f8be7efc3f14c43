package dev.fanlight.autoconfigure.tracing;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Recognises the paths of requests that are not traffic. The endpoints are asked for at
 * the first request, when all of them exist.
 */
final class ExcludedPaths {

	private final Supplier<List<String>> roots;

	private final List<PathPattern> patterns;

	/**
	 * Create the paths.
	 * @param properties what to leave out
	 * @param servletPath the path of the dispatcher below the context path, or empty
	 * @param endpoints the endpoints, empty when there are none
	 */
	ExcludedPaths(TrafficProperties properties, String servletPath, Supplier<Stream<PathMappedEndpoints>> endpoints) {
		this.roots = SingletonSupplier.of(() -> {
			if (!properties.excludeManagement()) {
				return List.of();
			}
			return endpoints.get().flatMap(ExcludedPaths::paths).map((path) -> servletPath + path).distinct().toList();
		});
		this.patterns = properties.excludePaths().stream().map(PathPatternParser.defaultInstance::parse).toList();
	}

	private static Stream<String> paths(PathMappedEndpoints endpoints) {
		Stream<String> base = endpoints.getBasePath().isEmpty() ? Stream.empty() : Stream.of(endpoints.getBasePath());
		Stream<String> additional = endpoints.stream()
			.flatMap((endpoint) -> endpoint.getAdditionalPaths(WebServerNamespace.SERVER).stream());
		return Stream.of(base, endpoints.getAllPaths().stream(), additional).flatMap((paths) -> paths);
	}

	/**
	 * Whether a request is left out.
	 * @param path its path below the context path
	 * @return whether it is not traffic
	 */
	boolean contains(String path) {
		for (String root : this.roots.get()) {
			if (path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/')) {
				return true;
			}
		}
		if (this.patterns.isEmpty()) {
			return false;
		}
		PathContainer container = PathContainer.parsePath(path);
		return this.patterns.stream().anyMatch((pattern) -> pattern.matches(container));
	}

}
