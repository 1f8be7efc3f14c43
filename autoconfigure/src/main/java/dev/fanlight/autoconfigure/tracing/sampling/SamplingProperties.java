package dev.fanlight.autoconfigure.tracing.sampling;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which traces are taken from their start.
 *
 * @param enabled Whether rules and rates decide in front of the sampler of Boot, and
 * traces are kept behind it. Without, the sampler of Boot alone decides.
 * @param tracesPerSecond How many traces are taken per second instead of the part that
 * management.tracing.sampling.probability says. Zero to take that part.
 * @param minTracesPerRoute How many traces of each route are taken in an hour at least,
 * whatever the part or rate. Zero for none.
 * @param maxRoutes How many routes are known at a time for the minimum. Beyond, only
 * those of controllers have it.
 * @param rules Rules that decide first, in their order.
 */
@ConfigurationProperties("fanlight.tracing.sampling")
record SamplingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("0") double tracesPerSecond,
		@DefaultValue("0") int minTracesPerRoute, @DefaultValue("500") int maxRoutes, @DefaultValue List<Rule> rules) {

	/**
	 * Which keys decide by what a request asks for.
	 * @return those that are set, in their order
	 */
	List<String> keysAboutRequests() {
		IntStream numbers = IntStream.range(0, this.rules.size()).filter((i) -> this.rules.get(i).isAboutRequests());
		return Stream
			.concat(numbers.mapToObj((i) -> "rules[" + i + "]"),
					(this.minTracesPerRoute > 0) ? Stream.of("min-traces-per-route") : Stream.empty())
			.map("fanlight.tracing.sampling."::concat)
			.toList();
	}

	/**
	 * One rule. What is not set matches everything.
	 *
	 * @param route Template of the route that a request is mapped to, as meters show it.
	 * @param path Pattern of the path below the context path, which may have wildcards.
	 * @param method Method of the request.
	 * @param kind Kind of the first span.
	 * @param attributes Attributes that the first span has at its start.
	 * @param take What is taken: always, never, a part such as 0.25, or a rate such as
	 * 5/s.
	 * @param overruleCaller Whether the rule also decides about traces that a caller has
	 * decided about.
	 */
	record Rule(@Nullable String route, @Nullable String path, @Nullable String method, @Nullable String kind,
			@DefaultValue Map<String, String> attributes, @Nullable String take,
			@DefaultValue("false") boolean overruleCaller) {

		private boolean isAboutRequests() {
			return this.route != null || this.path != null || this.method != null;
		}

	}

}
