package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.tracing.PathMatcher;
import dev.fanlight.autoconfigure.tracing.propagation.TrustProperties.Rule;
import dev.fanlight.tracing.propagation.AddressRange;
import dev.fanlight.tracing.propagation.InboundRequest;
import dev.fanlight.tracing.propagation.Trust;
import dev.fanlight.tracing.propagation.TrustRule;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules of trust as they are configured.
 */
final class ConfiguredTrust {

	private ConfiguredTrust() {
	}

	/**
	 * Read a rule.
	 * @param rule the rule as it is written
	 * @return the rule
	 * @throws IllegalArgumentException if a part cannot be meant; the message begins with
	 * its name
	 */
	static TrustRule of(Rule rule) {
		List<AddressRange> ranges = part("addresses",
				() -> rule.addresses().stream().map((range) -> AddressRange.of(range.strip())).toList());
		String pattern = rule.path();
		Predicate<String> path = (pattern != null) ? part("path", () -> PathMatcher.of(pattern)) : (any) -> true;
		Trust level = part("level", () -> level(rule.level()));
		String header = rule.header();
		String value = rule.headerValue();
		return new TrustRule((request) -> isFrom(ranges, request) && path.test(request.path())
				&& (header == null || has(request, header, value)), level);
	}

	private static boolean isFrom(List<AddressRange> ranges, InboundRequest request) {
		if (ranges.isEmpty()) {
			return true;
		}
		String address = request.remoteAddress();
		return ranges.stream().anyMatch((range) -> range.contains(address));
	}

	private static boolean has(InboundRequest request, String header, @Nullable String value) {
		String sent = request.header(header);
		return sent != null && (value == null || value.equals(sent));
	}

	private static Trust level(@Nullable String text) {
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
