package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.tracing.PathMatcher;
import dev.fanlight.autoconfigure.tracing.RuleWords;
import dev.fanlight.autoconfigure.tracing.propagation.TrustProperties.Rule;
import dev.fanlight.tracing.propagation.AddressRange;
import dev.fanlight.tracing.propagation.InboundRequest;
import dev.fanlight.tracing.propagation.Trust;
import dev.fanlight.tracing.propagation.TrustRule;
import org.jspecify.annotations.Nullable;

/**
 * Callers as they are configured.
 */
final class ConfiguredTrust implements Predicate<InboundRequest> {

	/** How a rule is written in one line. */
	static final String USAGE = "a rule is a path, addresses:, header:, header-value:, or * for any caller, and one of "
			+ "trust, keep-id, link, ignore, such as: addresses:10.0.0.0/8 trust";

	private static final Set<String> WORDS = Set.of("addresses:", "path:", "header:", "header-value:");

	private final List<AddressRange> ranges;

	private final @Nullable Predicate<String> path;

	private final @Nullable String header;

	private final @Nullable String value;

	private final String words;

	private ConfiguredTrust(Rule rule) {
		String pattern = rule.path();
		this.ranges = part("addresses",
				() -> rule.addresses().stream().map((range) -> AddressRange.of(range.strip())).toList());
		this.path = (pattern != null) ? part("path", () -> PathMatcher.of(pattern)) : null;
		this.header = rule.header();
		this.value = rule.headerValue();
		if (this.header == null && this.value != null) {
			throw new IllegalArgumentException(
					"header-value must not be set without header, the name of the header that has it");
		}
		this.words = words(rule);
	}

	/**
	 * Read a rule.
	 * @param rule the rule as it is written
	 * @return the rule
	 * @throws IllegalArgumentException if a part cannot be meant; the message begins with
	 * its name
	 */
	static TrustRule of(Rule rule) {
		return new TrustRule(new ConfiguredTrust(rule), part("level", () -> level(rule.level())));
	}

	/**
	 * Read a rule that is written in one line.
	 * @param text its words
	 * @return the rule
	 * @throws IllegalArgumentException if it cannot be meant; the message is a sentence
	 */
	static TrustRule read(String text) {
		RuleWords words = new RuleWords(text, WORDS, USAGE);
		String addresses = words.one("addresses");
		return of(new Rule((addresses != null) ? List.of(addresses.split(",", -1)) : List.of(), words.one("path"),
				words.one("header"), words.one("header-value"), words.decision()));
	}

	@Override
	public boolean test(InboundRequest request) {
		return isFrom(request) && (this.path == null || this.path.test(request.path()))
				&& (this.header == null || has(request, this.header));
	}

	private boolean isFrom(InboundRequest request) {
		if (this.ranges.isEmpty()) {
			return true;
		}
		String address = request.remoteAddress();
		return this.ranges.stream().anyMatch((range) -> range.contains(address));
	}

	private boolean has(InboundRequest request, String header) {
		String sent = request.header(header);
		return sent != null && (this.value == null || this.value.equals(sent));
	}

	/** Without the value of the header, which may be a secret between the two. */
	private static String words(Rule rule) {
		List<String> words = new ArrayList<>();
		if (!rule.addresses().isEmpty()) {
			words.add("from " + String.join(", ", rule.addresses()));
		}
		if (rule.path() != null) {
			words.add(rule.path());
		}
		if (rule.header() != null) {
			words.add("header " + rule.header());
		}
		return words.isEmpty() ? "any caller" : String.join(" ", words);
	}

	@Override
	public String toString() {
		return this.words;
	}

	/**
	 * Read a level.
	 * @param text the level
	 * @return the level
	 * @throws IllegalArgumentException if it is none; the message says what it must be
	 */
	static Trust level(@Nullable String text) {
		try {
			return Trust.valueOf(((text != null) ? text : "").strip().toUpperCase(Locale.ROOT).replace('-', '_'));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("must be one of trust, keep-id, link, ignore");
		}
	}

	private static <T> T part(String name, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(name + " " + ex.getMessage(), ex);
		}
	}

}
