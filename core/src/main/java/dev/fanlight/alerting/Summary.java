package dev.fanlight.alerting;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with placeholders such as <code>{value}</code>.
 *
 * @param template the sentence
 */
public record Summary(String template) {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

	private static final TreeSet<String> NAMES = new TreeSet<>(java.util.List.of("rule", "condition", "value", "limit",
			"window", "route", "subject", "service", "environment", "version"));

	/**
	 * Create a summary.
	 * @param template the sentence
	 * @throws IllegalArgumentException if a placeholder is unknown
	 */
	public Summary {
		Matcher matcher = PLACEHOLDER.matcher(template);
		while (matcher.find()) {
			if (!NAMES.contains(matcher.group(1))) {
				throw new IllegalArgumentException("must have no other placeholders than " + NAMES);
			}
		}
	}

	String fill(Map<String, String> values) {
		return PLACEHOLDER.matcher(this.template)
			.replaceAll((match) -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "")));
	}

}
