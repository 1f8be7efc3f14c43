package dev.fanlight.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds the route that a request will be mapped to, before it is mapped or where a filter
 * refused it: by its method and path, as Spring would. The routes are asked for at the
 * first look, and again when one finds nothing, every 10 seconds at most. Thread-safe;
 * whoever finds waits for nobody after the first look.
 */
public final class MappedRoutes {

	private static final Logger logger = LoggerFactory.getLogger(MappedRoutes.class);

	private static final long RELOADED = TimeUnit.SECONDS.toNanos(10);

	private final String prefix;

	private final Supplier<Stream<Mapping>> mappings;

	private final LongSupplier nanoTime;

	private final ReentrantLock loading = new ReentrantLock();

	private volatile @Nullable Loaded loaded;

	/**
	 * Create the routes.
	 * @param prefix what the paths of requests have in front of those of routes
	 * @param mappings all of them, in the order in which Spring asks them
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 */
	public MappedRoutes(String prefix, Supplier<Stream<Mapping>> mappings, LongSupplier nanoTime) {
		this.prefix = prefix;
		this.mappings = mappings;
		this.nanoTime = nanoTime;
	}

	/**
	 * An application without routes.
	 * @return none
	 */
	public static MappedRoutes none() {
		return new MappedRoutes("", Stream::empty, () -> 0);
	}

	/**
	 * Find a route.
	 * @param method the method of the request
	 * @param path its path below the context path, as it was sent
	 * @return the template, or {@code null} if there is none
	 */
	public @Nullable String find(String method, String path) {
		return path.startsWith(this.prefix) ? find(method, path.substring(this.prefix.length()), null) : null;
	}

	/**
	 * Find a route.
	 * @param method the method of the request
	 * @param path its path behind the prefix
	 * @return the template, or {@code null} if there is none
	 */
	public @Nullable String find(String method, PathContainer path) {
		return find(method, path.value(), path);
	}

	/**
	 * Whether there is such a route.
	 * @param template the template as it is mapped
	 * @return whether something is mapped to it
	 */
	public boolean has(String template) {
		return loaded().templates().contains(template);
	}

	private @Nullable String find(String method, String path, @Nullable PathContainer parsed) {
		Loaded known = loaded();
		String template = known.tables().find(method, path, parsed);
		if (template != null || this.nanoTime.getAsLong() - known.since() < RELOADED || !this.loading.tryLock()) {
			return template;
		}
		try {
			return load(known).tables().find(method, path, parsed);
		}
		finally {
			this.loading.unlock();
		}
	}

	private Loaded loaded() {
		Loaded known = this.loaded;
		if (known != null) {
			return known;
		}
		this.loading.lock();
		try {
			known = this.loaded;
			return (known != null) ? known : load(new Loaded(RouteTables.of(List.of()), Set.of(), 0));
		}
		finally {
			this.loading.unlock();
		}
	}

	private Loaded load(Loaded before) {
		RouteTables tables = before.tables();
		Set<String> templates = before.templates();
		try {
			List<Mapping> all = this.mappings.get().toList();
			tables = RouteTables.of(all);
			templates = all.stream()
				.flatMap((mapping) -> mapping.routes().stream())
				.map(Route::template)
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (RuntimeException ex) {
			logger.debug("The routes of the application cannot be read", ex);
		}
		Loaded now = new Loaded(tables, templates, this.nanoTime.getAsLong());
		this.loaded = now;
		return now;
	}

	private record Loaded(RouteTables tables, Set<String> templates, long since) {
	}

	/**
	 * The routes of one handler mapping.
	 *
	 * @param routes the routes in their order
	 * @param rule what decides which of them wins
	 */
	public record Mapping(List<Route> routes, Rule rule) {
	}

	/** What decides which of several routes wins that match a path. */
	public enum Rule {

		/** Their order. */
		ORDER,

		/**
		 * As for controllers of WebFlux: whether the path is written as it stands, then
		 * how specific the pattern is, then whether the method is named.
		 */
		WEBFLUX,

		/**
		 * As for those of MVC: the same, but a path is looked up without its parameters,
		 * and of HEAD, a route wins that names the method.
		 */
		MVC

	}

	/**
	 * One route.
	 *
	 * @param methods names of the methods it takes, or none for all
	 * @param template how meters show it
	 * @param shape its path: the pattern itself where {@code isPlain}
	 * @param beginning whole segments that every path begins with that matches, in either
	 * case
	 * @param isPlain whether its path has nothing but words and whole segments that are
	 * variable, compared as they stand
	 * @param pattern how specific it is, where that counts
	 * @param matches decides about any path
	 */
	public record Route(Set<String> methods, String template, String shape, String beginning, boolean isPlain,
			@Nullable PathPattern pattern, Predicate<PathContainer> matches) {

		private static final Pattern VARIABLE = Pattern.compile("(/[^/]*)?[{*?].*");

		private static final Pattern PLAIN = Pattern
			.compile("(/([^{}*?/]+|\\{[^{}:*/]+}))*(/(\\*\\*|\\{\\*[^{}/]+}))?");

		/**
		 * Create the route of a controller.
		 * @param methods the methods it takes, or none for all
		 * @param pattern its path
		 * @param parser how patterns are read
		 * @return the route
		 */
		public static Route of(Set<RequestMethod> methods, PathPattern pattern, PathPatternParser parser) {
			return of(methods.stream().map(RequestMethod::name).collect(Collectors.toUnmodifiableSet()),
					pattern.getPatternString(), pattern.getPatternString(), parser, pattern, pattern::matches);
		}

		/**
		 * Create a route of which only its order counts.
		 * @param methods names of the methods it takes, or none for all
		 * @param template how meters show it
		 * @param shape its path as a pattern
		 * @param parser how patterns are read
		 * @param matches decides about any path
		 * @return the route
		 */
		static Route of(Set<String> methods, String template, String shape, PathPatternParser parser,
				Predicate<PathContainer> matches) {
			return of(methods, template, shape, parser, null, matches);
		}

		private static Route of(Set<String> methods, String template, String shape, PathPatternParser parser,
				@Nullable PathPattern pattern, Predicate<PathContainer> matches) {
			PathContainer.Options options = parser.getPathOptions();
			boolean literal = parser.isCaseSensitive() && options == PathContainer.Options.HTTP_PATH;
			return new Route(methods, template, shape,
					(options.separator() == '/') ? VARIABLE.matcher(shape).replaceFirst("") : "",
					literal && PLAIN.matcher(shape).matches(), pattern, matches);
		}

		/**
		 * Whether exactly one path matches.
		 * @return whether the path is without variables
		 */
		boolean isDirect() {
			return this.beginning.equals(this.shape);
		}

	}

}
