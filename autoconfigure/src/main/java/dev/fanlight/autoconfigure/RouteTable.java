package dev.fanlight.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.fanlight.autoconfigure.MappedRoutes.Route;
import dev.fanlight.autoconfigure.MappedRoutes.Rule;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * The routes of one method, the best first. A path without variables is looked up as it
 * stands; of the others, those are asked whose words at the beginning are those of the
 * path. Neither allocates. Only paths with encoded characters or parameters are asked of
 * every route, and parsed; and those where a pattern is more than whole segments.
 */
final class RouteTable {

	private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

	private final List<Ranked> routes;

	private final Map<String, Direct> direct;

	private final @Nullable Bucket[] buckets;

	private final int longest;

	private RouteTable(List<Ranked> routes, Map<String, Direct> direct, Map<String, List<Ranked>> byBeginning) {
		this.routes = List.copyOf(routes);
		this.direct = Map.copyOf(direct);
		this.buckets = new Bucket[Integer.highestOneBit(byBeginning.size() + 1) * 4];
		this.longest = byBeginning.keySet().stream().mapToInt(String::length).max().orElse(0);
		byBeginning.forEach((beginning, beginners) -> {
			int hash = 0;
			for (int i = 0; i < beginning.length(); i++) {
				hash = hash(hash, beginning.charAt(i));
			}
			int index = index(hash);
			this.buckets[index] = new Bucket(beginning, hash, beginners.toArray(Ranked[]::new), this.buckets[index]);
		});
	}

	@Nullable String find(String path, @Nullable PathContainer parsed) {
		if (path.indexOf('%') >= 0 || path.indexOf(';') >= 0) {
			return findAmongAll(path, (parsed != null) ? parsed : PathContainer.parsePath(path));
		}
		Direct direct = this.direct.get(path);
		String template = (direct != null) ? direct.route.template() : null;
		int before = (direct != null) ? direct.before : Integer.MAX_VALUE;
		PathContainer container = parsed;
		int hash = 0;
		for (int end = 0; before > 0 && end <= this.longest;) {
			Bucket bucket = bucket(hash, path, end);
			for (int i = 0; bucket != null && i < bucket.routes.length && bucket.routes[i].rank < before; i++) {
				Ranked ranked = bucket.routes[i];
				if (ranked.segments == null && container == null) {
					container = PathContainer.parsePath(path);
				}
				if (ranked.matches(path, container)) {
					template = ranked.route.template();
					before = ranked.rank;
				}
			}
			if (end == path.length()) {
				break;
			}
			do {
				hash = hash(hash, path.charAt(end++));
			}
			while (end < path.length() && path.charAt(end) != '/');
		}
		return template;
	}

	private @Nullable String findAmongAll(String path, PathContainer parsed) {
		Direct direct = this.direct.get(PARAMETERS.matcher(path).replaceAll(""));
		for (Ranked ranked : this.routes) {
			if (direct != null && direct.hasParameters && ranked.rank >= direct.before
					&& direct.route.matches().test(parsed)) {
				return direct.route.template();
			}
			if (ranked.route.matches().test(parsed)) {
				return ranked.route.template();
			}
		}
		return null;
	}

	private @Nullable Bucket bucket(int hash, String path, int end) {
		Bucket bucket = this.buckets[index(hash)];
		while (bucket != null && !(bucket.hash == hash && bucket.beginning.length() == end
				&& path.regionMatches(true, 0, bucket.beginning, 0, end))) {
			bucket = bucket.next;
		}
		return bucket;
	}

	private int index(int hash) {
		return (hash ^ (hash >>> 16)) & (this.buckets.length - 1);
	}

	/** The same for characters that are equal when case is ignored. */
	private static int hash(int before, char c) {
		return before * 31 + ((c < 0x80) ? ((c >= 'A' && c <= 'Z') ? c + ('a' - 'A') : c)
				: Character.toLowerCase(Character.toUpperCase(c)));
	}

	/** Takes the routes of one mapping after the other. */
	static final class Builder {

		private final List<Ranked> routes = new ArrayList<>();

		private final Map<String, Direct> direct = new HashMap<>();

		private final Map<String, List<Ranked>> byBeginning = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		/**
		 * Add routes that are asked when those before do not match.
		 * @param added the routes, the best first
		 * @param rule whether those without variables come before all of them
		 */
		void add(List<Route> added, Rule rule) {
			int start = this.routes.size();
			for (Route route : added) {
				Ranked ranked = new Ranked(this.routes.size(), route, segments(route));
				this.routes.add(ranked);
				if (route.isDirect()) {
					this.direct.putIfAbsent(route.shape(),
							new Direct((rule != Rule.ORDER) ? start : ranked.rank, rule == Rule.MVC, route));
				}
				if (!route.isDirect() || !route.isPlain()) {
					this.byBeginning.computeIfAbsent(route.beginning(), (beginning) -> new ArrayList<>()).add(ranked);
				}
			}
		}

		private static String @Nullable [] segments(Route route) {
			return !route.isPlain() ? null
					: route.shape().isEmpty() ? new String[0] : route.shape().substring(1).split("/");
		}

		RouteTable build() {
			return new RouteTable(this.routes, this.direct, this.byBeginning);
		}

	}

	/**
	 * A path without variables.
	 *
	 * @param before the rank of the first route that is not better
	 * @param hasParameters whether it is that of a path with parameters as well
	 * @param route what it is mapped to
	 */
	private record Direct(int before, boolean hasParameters, Route route) {
	}

	private record Bucket(String beginning, int hash, Ranked[] routes, @Nullable Bucket next) {
	}

	private record Ranked(int rank, Route route, String @Nullable [] segments) {

		boolean matches(String path, @Nullable PathContainer parsed) {
			return (this.segments != null) ? matches(this.segments, path)
					: parsed != null && this.route.matches().test(parsed);
		}

		private static boolean matches(String[] segments, String path) {
			int at = 0;
			for (String segment : segments) {
				if (segment.equals("**") || segment.startsWith("{*")) {
					return at == path.length() || path.charAt(at) == '/';
				}
				if (at == path.length() || path.charAt(at) != '/') {
					return false;
				}
				int slash = path.indexOf('/', at + 1);
				int end = (slash < 0) ? path.length() : slash;
				boolean matches = (segment.charAt(0) == '{') ? end > at + 1
						: end - at - 1 == segment.length() && path.startsWith(segment, at + 1);
				if (!matches) {
					return false;
				}
				at = end;
			}
			return at == path.length();
		}

	}

}
