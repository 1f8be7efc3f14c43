package dev.fanlight.alerting;

import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Rules of which nobody is told for a while. They are judged all the same, and what is
 * still due at the end is told then.
 *
 * @param rules the name of a rule, where <code>*</code> stands for anything
 * @param until when it ends, or {@code null} if somebody else ends it
 * @param reason why, possibly empty
 */
public record Silence(String rules, @Nullable Instant until, String reason) {

	boolean covers(String rule, Instant now) {
		return (this.until == null || now.isBefore(this.until)) && covers(rule);
	}

	/**
	 * Whether it is about a rule.
	 * @param rule the name of the rule
	 * @return whether it is
	 */
	public boolean covers(String rule) {
		return rule.matches(Pattern.quote(this.rules).replace("*", "\\E.*\\Q"));
	}

	String words() {
		return "silenced" + ((this.until != null) ? " until " + this.until : "")
				+ (this.reason.isEmpty() ? "" : ": " + this.reason);
	}

}
