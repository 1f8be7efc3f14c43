package dev.fanlight.autoconfigure.tracing.sampling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.tracing.PathMatcher;
import dev.fanlight.autoconfigure.tracing.RuleWords;
import dev.fanlight.autoconfigure.tracing.sampling.SamplingProperties.Rule;
import dev.fanlight.tracing.propagation.Inbound;
import dev.fanlight.tracing.sampling.SamplingRule;
import dev.fanlight.tracing.sampling.Verdict;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is configured.
 */
final class ConfiguredRule implements SamplingRule {

	/** How a rule is written in one line. */
	static final String USAGE = "a rule is a method, a path, route:, kind:, attribute:name=value, overrule-caller, "
			+ "or * for any request, and what to take, such as: GET route:/orders/{id} always";

	private static final String OVERRULE = "overrule-caller";

	private static final Set<String> WORDS = Set.of("route:", "path:", "method:", "kind:", "attribute:", OVERRULE);

	private final @Nullable String route;

	private final @Nullable Predicate<String> path;

	private final @Nullable String method;

	private final @Nullable SpanKind kind;

	private final Map<String, String> attributes;

	private final Verdict verdict;

	private final boolean overrulesCaller;

	private final String words;

	/**
	 * Create the rule.
	 * @param rule the rule as it is written
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 * @throws IllegalArgumentException if a part cannot be meant; the message begins with
	 * its name
	 */
	ConfiguredRule(Rule rule, LongSupplier nanoTime) {
		String route = rule.route();
		String pattern = rule.path();
		String method = rule.method();
		String kind = rule.kind();
		String take = (rule.take() != null) ? rule.take() : "";
		this.route = (route != null) ? part("route", () -> template(route.strip())) : null;
		this.path = (pattern != null) ? part("path", () -> PathMatcher.of(pattern)) : null;
		this.method = (method != null) ? method.strip().toUpperCase(Locale.ROOT) : null;
		this.kind = (kind != null) ? part("kind", () -> kind(kind)) : null;
		this.attributes = Map.copyOf(rule.attributes());
		this.verdict = part("take", () -> Verdict.parse(take, nanoTime));
		this.overrulesCaller = rule.overruleCaller();
		this.words = words(rule);
	}

	/**
	 * Read a rule that is written in one line.
	 * @param text its words
	 * @return the rule
	 * @throws IllegalArgumentException if it cannot be meant; the message is a sentence
	 */
	static ConfiguredRule read(String text) {
		RuleWords words = new RuleWords(text, WORDS, USAGE);
		Map<String, String> attributes = new LinkedHashMap<>();
		for (String attribute : words.all("attribute")) {
			int equals = attribute.indexOf('=');
			if (equals < 1 || attributes.put(attribute.substring(0, equals), attribute.substring(equals + 1)) != null) {
				throw new IllegalArgumentException(USAGE);
			}
		}
		return new ConfiguredRule(new Rule(words.one("route"), words.one("path"), words.one("method"),
				words.one("kind"), attributes, words.decision(), words.one(OVERRULE) != null), System::nanoTime);
	}

	private static <T> T part(String name, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(name + " " + ex.getMessage(), ex);
		}
	}

	private static String template(String text) {
		if (!text.startsWith("/")) {
			throw new IllegalArgumentException("must be the template of a route such as /orders/{id}");
		}
		return text;
	}

	private static SpanKind kind(String text) {
		try {
			return SpanKind.valueOf(text.strip().toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("must be one of server, client, producer, consumer, internal");
		}
	}

	@Override
	public @Nullable Verdict verdict(@Nullable Inbound request, SpanKind kind, String name, Attributes attributes) {
		boolean matches = (this.kind == null || this.kind == kind) && matches(request)
				&& (this.attributes.isEmpty() || matches(attributes));
		return matches ? this.verdict : null;
	}

	private boolean matches(@Nullable Inbound request) {
		if (this.route == null && this.path == null && this.method == null) {
			return true;
		}
		return request != null && (this.method == null || this.method.equals(request.method()))
				&& (this.path == null || this.path.test(request.path()))
				&& (this.route == null || this.route.equals(request.route()));
	}

	private boolean matches(Attributes present) {
		return this.attributes.entrySet()
			.stream()
			.allMatch((entry) -> entry.getValue().equals(present.get(AttributeKey.stringKey(entry.getKey()))));
	}

	@Override
	public boolean overrulesCaller() {
		return this.overrulesCaller;
	}

	/** The template of the route that the rule is about, if it is about one. */
	@Nullable String route() {
		return this.route;
	}

	private String words(Rule rule) {
		List<String> words = new ArrayList<>();
		words.add((this.method != null) ? this.method : "any method");
		String pattern = rule.path();
		if (this.route != null) {
			words.add("route " + this.route);
		}
		if (pattern != null || this.route == null) {
			words.add((pattern != null) ? pattern : "any path");
		}
		if (this.kind != null) {
			words.add("kind " + this.kind.name().toLowerCase(Locale.ROOT));
		}
		if (!this.attributes.isEmpty()) {
			words.add("attributes " + String.join(", ", this.attributes.keySet()));
		}
		return String.join(" ", words) + ": " + this.verdict
				+ (this.overrulesCaller ? ", whatever the caller decided" : "");
	}

	@Override
	public String toString() {
		return this.words;
	}

}
