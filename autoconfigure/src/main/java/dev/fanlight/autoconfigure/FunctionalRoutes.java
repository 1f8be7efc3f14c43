package dev.fanlight.autoconfigure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.MappedRoutes.Mapping;
import dev.fanlight.autoconfigure.MappedRoutes.Route;
import dev.fanlight.autoconfigure.MappedRoutes.Rule;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathRemainingMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Reads the routes of router functions, as a visitor of them and of their predicates. As
 * with controllers, methods and paths count and headers and parameters do not. A
 * predicate that is anything else, is negated or has two paths cannot be read: what is
 * behind it is left out, and so is what has no path.
 */
abstract class FunctionalRoutes {

	private static final Pattern WHOLE_SEGMENTS = Pattern.compile("(/([^{}*?/]+|\\{[^{}:*/]+}))+");

	private static final Way ANY = new Way(Set.of(), List.of());

	private final List<Route> routes = new ArrayList<>();

	/** What is read of the current predicate; no way at all where it cannot be read. */
	private final Deque<List<Way>> operands = new ArrayDeque<>();

	private final Deque<List<Way>> nests = new ArrayDeque<>(List.of(List.of(ANY)));

	private final PathPatternParser parser;

	FunctionalRoutes(PathPatternParser parser) {
		this.parser = parser;
	}

	final Mapping mapping() {
		return new Mapping(List.copyOf(this.routes), Rule.ORDER);
	}

	/** What is visited from now on is behind the predicate that was read. */
	final void enter() {
		this.nests.push(both(this.nests.element(), predicate(), Integer.MAX_VALUE));
	}

	final void leave() {
		this.nests.pop();
	}

	/** The predicate that was read leads to a handler. */
	final void add() {
		for (Way leaf : predicate()) {
			for (Way way : both(this.nests.element(), List.of(leaf), Integer.MAX_VALUE)) {
				if (!way.paths.isEmpty()) {
					add(way, leaf.paths.isEmpty());
				}
			}
		}
	}

	final void unreadable() {
		this.operands.push(List.of());
	}

	public final void method(Set<HttpMethod> methods) {
		this.operands
			.push(List.of(new Way(methods.stream().map(HttpMethod::name).collect(Collectors.toSet()), List.of())));
	}

	public final void path(String pattern) {
		this.operands.push(List.of(new Way(Set.of(), List.of(pattern))));
	}

	public final void pathExtension(String extension) {
		unreadable();
	}

	public final void header(String name, String value) {
		this.operands.push(List.of(ANY));
	}

	public final void param(String name, String value) {
		this.operands.push(List.of(ANY));
	}

	public final void queryParam(String name, String value) {
		this.operands.push(List.of(ANY));
	}

	public final void version(String version) {
		this.operands.push(List.of(ANY));
	}

	public final void startAnd() {
	}

	public final void and() {
	}

	public final void endAnd() {
		List<Way> right = this.operands.pop();
		this.operands.push(both(this.operands.pop(), right, 1));
	}

	public final void startOr() {
	}

	public final void or() {
	}

	public final void endOr() {
		List<Way> right = this.operands.pop();
		this.operands.push(Stream.concat(this.operands.pop().stream(), right.stream()).toList());
	}

	public final void startNegate() {
	}

	public final void endNegate() {
		this.operands.pop();
		unreadable();
	}

	public final void attributes(Map<String, Object> attributes) {
	}

	private List<Way> predicate() {
		List<Way> ways = this.operands.pop();
		this.operands.clear();
		return ways;
	}

	private static List<Way> both(List<Way> first, List<Way> then, int mostPaths) {
		return first.stream()
			.flatMap((one) -> then.stream().flatMap((other) -> one.and(other)))
			.filter((way) -> way.paths.size() <= mostPaths)
			.toList();
	}

	private void add(Way way, boolean isOpen) {
		try {
			List<PathPattern> patterns = way.paths.stream().map(this.parser::parse).toList();
			String template = patterns.stream().reduce(PathPattern::combine).orElseThrow().getPatternString();
			if (isPlain(way.paths, isOpen)) {
				String shape = String.join("", way.paths) + (isOpen ? "/**" : "");
				this.routes.add(Route.of(way.methods, template, shape, this.parser, this.parser.parse(shape)::matches));
			}
			else {
				this.routes.add(Route.of(way.methods, template, "{}", this.parser,
						(path) -> matches(patterns, 0, isOpen, path)));
			}
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			// Patterns that cannot be combined fail at each request
		}
	}

	/** Whether nested patterns match like one that is written in one piece. */
	private static boolean isPlain(List<String> paths, boolean isOpen) {
		int outer = isOpen ? paths.size() : paths.size() - 1;
		return (isOpen || !paths.get(outer).isEmpty())
				&& paths.stream().limit(outer).allMatch((path) -> WHOLE_SEGMENTS.matcher(path).matches());
	}

	private static boolean matches(List<PathPattern> patterns, int index, boolean isOpen, PathContainer path) {
		if (index == patterns.size()) {
			return true;
		}
		PathPattern pattern = patterns.get(index);
		if (!isOpen && index == patterns.size() - 1) {
			return pattern.matchAndExtract(path) != null;
		}
		PathRemainingMatchInfo start = pattern.matchStartOfPath(path);
		if (start == null) {
			return false;
		}
		String matched = start.getPathMatched().value();
		int from = matched.endsWith("/") ? matched.length() - 1 : matched.length();
		return matches(patterns, index + 1, isOpen, PathContainer.parsePath(path.value().substring(from)));
	}

	/**
	 * One way through predicates.
	 *
	 * @param methods the methods that are let through, or none for all
	 * @param paths patterns, each for what the one before has left
	 */
	private record Way(Set<String> methods, List<String> paths) {

		Stream<Way> and(Way other) {
			Set<String> common = this.methods.isEmpty() ? other.methods : other.methods.isEmpty() ? this.methods
					: this.methods.stream().filter(other.methods::contains).collect(Collectors.toSet());
			boolean none = common.isEmpty() && !(this.methods.isEmpty() && other.methods.isEmpty());
			return none ? Stream.empty()
					: Stream.of(new Way(common, Stream.concat(this.paths.stream(), other.paths.stream()).toList()));
		}

	}

}
