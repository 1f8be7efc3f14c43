package dev.fanlight.alerting;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where a rule is.
 *
 * @param rule the rule
 * @param phase its phase
 * @param since since when
 * @param value the value that was judged last, NaN if there is none
 * @param words the value in words, or why there is none
 * @param muted why nobody is told, or {@code null}
 * @param alert the last alert, or {@code null} if it never fired
 */
public record RuleStatus(Rule rule, Phase phase, Instant since, double value, String words, @Nullable String muted,
		@Nullable Alert alert) {
}
