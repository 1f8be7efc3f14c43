package dev.fanlight.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the route of a controller that a request aims at, before it is mapped or where a
 * filter refused it. The routes are asked for once, when all of them exist; the most
 * specific comes first.
 */
public final class MappedRoutes {

	private final String prefix;

	private final Supplier<List<Route>> routes;

	/**
	 * Create the routes.
	 * @param prefix what the paths of requests have in front of those of routes
	 * @param routes all of them, asked for at the first request
	 */
	public MappedRoutes(String prefix, Supplier<Stream<Route>> routes) {
		this.prefix = prefix;
		this.routes = SingletonSupplier
			.of(() -> routes.get().sorted((one, other) -> one.pattern().compareTo(other.pattern())).toList());
	}

	/**
	 * Find a route.
	 * @param method the method of the request
	 * @param path its path below the context path, as it was sent
	 * @return the template, or {@code null} if there is none
	 */
	public @Nullable String find(String method, String path) {
		return path.startsWith(this.prefix)
				? find(method, PathContainer.parsePath(path.substring(this.prefix.length()))) : null;
	}

	/**
	 * Find a route.
	 * @param method the method of the request
	 * @param path its path behind the prefix
	 * @return the template, or {@code null} if there is none
	 */
	public @Nullable String find(String method, PathContainer path) {
		String text = path.value();
		boolean decoded = text.indexOf('%') >= 0 || text.indexOf(';') >= 0;
		for (Route route : this.routes.get()) {
			if (route.takes(method) && (decoded || route.mayMatch(text)) && route.pattern().matches(path)) {
				return route.pattern().getPatternString();
			}
		}
		return null;
	}

	/**
	 * Whether there is such a route.
	 * @param template the template as it is mapped
	 * @return whether a controller has it
	 */
	public boolean has(String template) {
		return this.routes.get().stream().anyMatch((route) -> route.pattern().getPatternString().equals(template));
	}

	/**
	 * One route.
	 *
	 * @param methods names of the methods it takes, or none for all
	 * @param pattern its path
	 * @param beginning what every path that matches begins with, in either case: it
	 * spares most patterns, each of which would allocate
	 */
	public record Route(Set<String> methods, PathPattern pattern, String beginning) {

		private static final Pattern VARIABLE = Pattern.compile("(/[^/]*)?[{*?].*");

		/**
		 * Create a route.
		 * @param methods the methods it takes, or none for all
		 * @param pattern its path
		 * @return the route
		 */
		public static Route of(Set<RequestMethod> methods, PathPattern pattern) {
			return new Route(methods.stream().map(RequestMethod::name).collect(Collectors.toUnmodifiableSet()), pattern,
					VARIABLE.matcher(pattern.getPatternString()).replaceFirst(""));
		}

		private boolean mayMatch(String path) {
			return path.regionMatches(true, 0, this.beginning, 0, this.beginning.length());
		}

		private boolean takes(String method) {
			return this.methods.isEmpty() || this.methods.contains(method)
					|| (method.equals("HEAD") && this.methods.contains("GET"));
		}

	}

	/** Those of MVC. */
	public static final class Servlet {

		private Servlet() {
		}

		/**
		 * The routes of a mapping.
		 * @param mapping the mapping
		 * @return its routes
		 */
		public static Stream<Route> routes(RequestMappingHandlerMapping mapping) {
			return mapping.getHandlerMethods().keySet().stream().flatMap((info) -> {
				PathPatternsRequestCondition paths = info.getPathPatternsCondition();
				return (paths != null)
						? paths.getPatterns()
							.stream()
							.map((pattern) -> Route.of(info.getMethodsCondition().getMethods(), pattern))
						: Stream.empty();
			});
		}

	}

	/** Those of WebFlux. */
	public static final class Reactive {

		private Reactive() {
		}

		/**
		 * The routes of a mapping.
		 * @param mapping the mapping
		 * @return its routes
		 */
		public static Stream<Route> routes(
				org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping mapping) {
			return mapping.getHandlerMethods()
				.keySet()
				.stream()
				.flatMap((info) -> info.getPatternsCondition()
					.getPatterns()
					.stream()
					.map((pattern) -> Route.of(info.getMethodsCondition().getMethods(), pattern)));
		}

	}

}
