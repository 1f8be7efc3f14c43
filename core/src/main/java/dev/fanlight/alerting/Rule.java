package dev.fanlight.alerting;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When somebody is told what.
 *
 * @param name the name, unique
 * @param condition when it is due
 * @param hold how long the condition must be met before the alert fires
 * @param severity how urgent it is
 * @param cooldown how long after its end the alert does not fire again
 * @param route the only route that counts, {@value #EACH} to judge each on its own, or
 * {@code null} for all together
 * @param minRequests how many requests a window must hold to be judged
 * @param summary the sentence to tell, or {@code null} for one made from the condition
 * @param runbookUrl where it says what to do
 */
public record Rule(String name, Condition condition, Duration hold, Severity severity, Duration cooldown,
		@Nullable String route, int minRequests, @Nullable Summary summary, @Nullable String runbookUrl) {

	/** In the place of a route: each of them. */
	public static final String EACH = "*";

}
