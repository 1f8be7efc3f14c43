package dev.fanlight.autoconfigure.metrics;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the route that a request aimed at which a filter refused. The routes are asked
 * for at the first such request, when all of them exist; the most specific comes first.
 */
final class AimedRoutes {

	private final Supplier<List<Route>> routes;

	AimedRoutes(Supplier<Stream<Route>> routes) {
		this.routes = SingletonSupplier
			.of(() -> routes.get().sorted((one, other) -> one.pattern().compareTo(other.pattern())).toList());
	}

	/**
	 * Find a route.
	 * @param method the method of the request
	 * @param path its path within the application
	 * @return the pattern, or {@code null} if there is none
	 */
	@Nullable String find(String method, PathContainer path) {
		for (Route route : this.routes.get()) {
			if ((route.methods().isEmpty() || route.methods().contains(method)) && route.pattern().matches(path)) {
				return route.pattern().getPatternString();
			}
		}
		return null;
	}

	/**
	 * One route.
	 *
	 * @param methods names of the methods it takes, or none for all
	 * @param pattern its path
	 */
	record Route(Set<String> methods, PathPattern pattern) {

		static Route of(Set<RequestMethod> methods, PathPattern pattern) {
			return new Route(methods.stream().map(RequestMethod::name).collect(Collectors.toUnmodifiableSet()),
					pattern);
		}

	}

}
