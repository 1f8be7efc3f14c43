package dev.fanlight.tracing.propagation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hosts that headers may go to: names, {@code *.example.org} for everything below a name,
 * {@code simple-names} for names without a dot, or {@code *} for all.
 */
public final class Hosts {

	/** Names without a dot, as services have in a Compose file or a namespace. */
	public static final String SIMPLE_NAMES = "simple-names";

	private static final Pattern PATTERN = Pattern.compile("\\*|(\\*\\.)?[\\w.-]+|\\[?[0-9a-fA-F:.]+]?");

	private final List<String> patterns;

	private final boolean all;

	/**
	 * Create the hosts.
	 * @param patterns the names and patterns
	 * @throws IllegalArgumentException if one is none; the message is a sentence
	 */
	public Hosts(List<String> patterns) {
		for (String pattern : patterns) {
			if (!PATTERN.matcher(pattern).matches()) {
				throw new IllegalArgumentException(
						"must be a host such as orders.example.org, *.example.org, simple-names or *");
			}
		}
		this.patterns = patterns.stream().map(Hosts::plain).toList();
		this.all = patterns.contains("*");
	}

	boolean isAll() {
		return this.all;
	}

	/**
	 * Whether headers may go to a host.
	 * @param host its name or address
	 * @return whether they may
	 */
	public boolean contains(String host) {
		if (this.all) {
			return true;
		}
		String name = plain(host);
		for (String pattern : this.patterns) {
			if (pattern.startsWith("*.") ? name.endsWith(pattern.substring(1)) : pattern.equals(SIMPLE_NAMES)
					? name.indexOf('.') < 0 && name.indexOf(':') < 0 : pattern.equals(name)) {
				return true;
			}
		}
		return false;
	}

	private static String plain(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		name = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
	}

	@Override
	public String toString() {
		return this.patterns.isEmpty() ? "none" : String.join(", ", this.patterns);
	}

}
