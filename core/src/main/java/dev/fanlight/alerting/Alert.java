package dev.fanlight.alerting;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What a channel is told: an alert began or ended. Everything in it is redacted.
 *
 * @param id the same for the beginning and the end of one alert, and for no other
 * @param firing whether it is due, rather than over
 * @param rule the name of the rule
 * @param severity how urgent it is
 * @param summary what is wrong, or was, as a sentence
 * @param condition the condition as it was written
 * @param value the value that was judged last while it was due
 * @param valueText the value in words
 * @param route the route that is worst, as {@code POST /orders}, or {@code null}
 * @param subject what else it is about, for example an objective; possibly empty
 * @param traceId a trace that shows it, or {@code null}
 * @param runbookUrl where it says what to do, or {@code null}
 * @param startsAt when it began
 * @param endsAt when it ended, or {@code null} while it is due
 * @param details more to tell, by name
 * @param source the process
 */
public record Alert(String id, boolean firing, String rule, Severity severity, String summary, String condition,
		double value, String valueText, @Nullable String route, String subject, @Nullable String traceId,
		@Nullable String runbookUrl, Instant startsAt, @Nullable Instant endsAt, Map<String, String> details,
		Source source) {

	/** How payloads call it. */
	String status() {
		return this.firing ? "firing" : "resolved";
	}

	/**
	 * One line that says what it is.
	 * @return for example {@code [page] error-rate in shop (production)}
	 */
	public String title() {
		return (this.firing ? "[" + this.severity.id() + "] " : "[resolved] ") + this.rule + " in "
				+ this.source.service() + " (" + this.source.environment() + ")";
	}

	/**
	 * All there is to tell, as plain text.
	 * @return some lines
	 */
	public String text() {
		StringBuilder text = new StringBuilder(this.summary).append("\n\n");
		line(text, "Condition", this.condition);
		line(text, "Route", this.route);
		line(text, "Trace", this.traceId);
		line(text, "Began", this.startsAt);
		line(text, "Ended", this.endsAt);
		line(text, "Version", this.source.version());
		line(text, "Instance", this.source.instance());
		line(text, "Runbook", this.runbookUrl);
		return text.toString();
	}

	private static void line(StringBuilder text, String name, @Nullable Object value) {
		if (value != null) {
			text.append(name).append(": ").append(value).append('\n');
		}
	}

	Alert redacted(UnaryOperator<String> redactor) {
		Map<String, String> details = new TreeMap<>();
		this.details.forEach((name, value) -> details.put(name, redactor.apply(value)));
		return new Alert(this.id, this.firing, this.rule, this.severity, redactor.apply(this.summary), this.condition,
				this.value, redactor.apply(this.valueText), orNull(redactor, this.route), redactor.apply(this.subject),
				this.traceId, orNull(redactor, this.runbookUrl), this.startsAt, this.endsAt, Map.copyOf(details),
				this.source);
	}

	private static @Nullable String orNull(UnaryOperator<String> redactor, @Nullable String text) {
		return (text != null) ? redactor.apply(text) : null;
	}

}
