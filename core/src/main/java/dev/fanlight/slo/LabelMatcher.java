package dev.fanlight.slo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A matcher of one label in the language of Prometheus, usable in this process too.
 *
 * @param label the label
 * @param operator one of {@code =}, {@code !=}, {@code =~}, {@code !~}
 * @param value a value, or a pattern that matches whole values
 */
public record LabelMatcher(String label, String operator, String value) {

	private static final Pattern SYNTAX = Pattern.compile("([A-Za-z_]\\w*)\\s*(=~|!~|!=|=)\\s*\"(.*)\"");

	/**
	 * Read a matcher.
	 * @param text such as {@code status=~"5.."}
	 * @return the matcher
	 * @throws IllegalArgumentException if it is none
	 */
	public static LabelMatcher parse(String text) {
		Matcher matcher = SYNTAX.matcher(text.strip());
		if (!matcher.matches()) {
			throw new IllegalArgumentException("No matcher of a label: " + text);
		}
		return new LabelMatcher(matcher.group(1), matcher.group(2), matcher.group(3));
	}

	/**
	 * Whether it matches.
	 * @param actual the value of the label, {@code null} or empty if there is none
	 * @return whether it does
	 */
	public boolean matches(@Nullable String actual) {
		String text = (actual != null) ? actual : "";
		boolean equal = this.operator.endsWith("~") ? text.matches("(?s:" + this.value + ")") : text.equals(this.value);
		return equal != this.operator.startsWith("!");
	}

	LabelMatcher negated() {
		String opposite = switch (this.operator) {
			case "=" -> "!=";
			case "!=" -> "=";
			case "=~" -> "!~";
			default -> "=~";
		};
		return new LabelMatcher(this.label, opposite, this.value);
	}

	@Override
	public String toString() {
		return this.label + this.operator + '"' + this.value + '"';
	}

}
