package dev.fanlight.autoconfigure;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.MappedRoutes.Mapping;
import dev.fanlight.autoconfigure.MappedRoutes.Route;
import dev.fanlight.autoconfigure.MappedRoutes.Rule;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A table of routes for each method, since methods differ in which route wins.
 *
 * @param byMethod the tables of methods that some route or the standard knows
 * @param others the table of all other methods
 */
record RouteTables(Map<String, RouteTable> byMethod, RouteTable others) {

	static RouteTables of(List<Mapping> mappings) {
		Set<String> methods = Stream.of(RequestMethod.values()).map(Enum::name).collect(Collectors.toSet());
		mappings.forEach((mapping) -> mapping.routes().forEach((route) -> methods.addAll(route.methods())));
		Map<String, RouteTable> tables = methods.stream()
			.collect(Collectors.toUnmodifiableMap(Function.identity(), (method) -> table(method, mappings)));
		return new RouteTables(tables, table("", mappings));
	}

	@Nullable String find(String method, String path, @Nullable PathContainer parsed) {
		RouteTable table = this.byMethod.get(method);
		return ((table != null) ? table : this.others).find(path, parsed);
	}

	private static RouteTable table(String method, List<Mapping> mappings) {
		RouteTable.Builder builder = new RouteTable.Builder();
		for (Mapping mapping : mappings) {
			Rule rule = mapping.rule();
			Stream<Route> taking = mapping.routes().stream().filter((route) -> takes(route.methods(), method, rule));
			Comparator<Route> named = Comparator.comparingInt((route) -> detour(route.methods(), method));
			Comparator<Route> specific = Comparator.comparing(Route::pattern, PathPattern.SPECIFICITY_COMPARATOR);
			boolean head = rule == Rule.MVC && method.equals("HEAD");
			builder.add(switch (rule) {
				case ORDER -> taking.toList();
				case WEBFLUX, MVC ->
					taking.sorted(head ? named.thenComparing(specific) : specific.thenComparing(named)).toList();
			}, rule);
		}
		return builder.build();
	}

	private static boolean takes(Set<String> methods, String method, Rule rule) {
		if (methods.isEmpty()) {
			// Of a controller, Spring answers OPTIONS itself where nobody names it
			return rule == Rule.ORDER || !method.equals("OPTIONS");
		}
		return methods.contains(method) || (rule != Rule.ORDER && method.equals("HEAD") && methods.contains("GET"));
	}

	/** Whether a route names a method, or GET in place of it, or none. */
	private static int detour(Set<String> methods, String method) {
		return methods.contains(method) ? 0 : methods.isEmpty() ? 2 : 1;
	}

}
