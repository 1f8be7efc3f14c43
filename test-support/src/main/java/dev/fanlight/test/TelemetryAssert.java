package dev.fanlight.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about the telemetry of a test. What is asserted to be there is waited for,
 * see {@link Telemetry#within}; what is asserted to be absent is looked for once no span
 * of the test is open.
 */
public final class TelemetryAssert extends AbstractAssert<TelemetryAssert, Telemetry> {

	private static final Pattern SPRING = Pattern.compile("http ([a-z]+)( .*)?");

	TelemetryAssert(Telemetry telemetry) {
		super(telemetry, TelemetryAssert.class);
	}

	/**
	 * There is a span of this name. That of a request may be spelt as OpenTelemetry has
	 * it, {@code GET /orders/{id}}, or as Spring does, {@code http get /orders/{id}}.
	 * @param name the name
	 * @return what can be said about the spans of this name
	 */
	public SpanAssert hasSpan(String name) {
		List<ReceivedSpan> found = this.actual
			.await(() -> this.actual.spansNow().stream().filter((span) -> isNamed(span, name)).toList());
		if (found.isEmpty()) {
			failWithMessage("Expected a span named <%s> but there were:%n%s", name,
					listed(this.actual.spansNow().stream().map(ReceivedSpan::name).toList()));
		}
		return new SpanAssert(this, "span <" + name + ">", found);
	}

	/**
	 * There is no span of this name.
	 * @param name the name
	 * @return this
	 */
	public TelemetryAssert doesNotHaveSpan(String name) {
		List<ReceivedSpan> found = this.actual.spans().stream().filter((span) -> isNamed(span, name)).toList();
		if (!found.isEmpty()) {
			failWithMessage("Expected no span named <%s> but there was:%n%s", name, listed(found));
		}
		return this;
	}

	/**
	 * There is a line whose message contains a text.
	 * @param text the text
	 * @return what can be said about the lines with this text
	 */
	public LineAssert hasLine(String text) {
		List<CapturedLine> found = this.actual
			.await(() -> this.actual.linesNow().stream().filter((line) -> line.message().contains(text)).toList());
		if (found.isEmpty()) {
			failWithMessage("Expected a line with <%s> but there were:%n%s", text,
					listed(this.actual.linesNow().stream().map(CapturedLine::message).toList()));
		}
		return new LineAssert(this, "line with <" + text + ">", found);
	}

	/**
	 * There is no line whose message contains a text.
	 * @param text the text
	 * @return this
	 */
	public TelemetryAssert doesNotHaveLine(String text) {
		List<CapturedLine> found = this.actual.lines()
			.stream()
			.filter((line) -> line.message().contains(text))
			.toList();
		if (!found.isEmpty()) {
			failWithMessage("Expected no line with <%s> but there was:%n%s", text, listed(found));
		}
		return this;
	}

	/**
	 * Something was recorded on a counter, timer or summary.
	 * @param name its name as registered, such as {@code http.server.requests}
	 * @param tags keys and values in turn, each of which must be there
	 * @return what can be said about the series that match
	 */
	public MeterAssert hasMeter(String name, String... tags) {
		Map<String, String> wanted = pairs(tags);
		Predicate<CapturedMeter> matches = (meter) -> meter.name().equals(name)
				&& meter.tags().entrySet().containsAll(wanted.entrySet());
		List<CapturedMeter> found = this.actual.await(() -> this.actual.metersNow().stream().filter(matches).toList());
		if (found.isEmpty()) {
			failWithMessage("Expected something recorded on <%s> with %s but there was:%n%s", name, wanted,
					listed(this.actual.metersNow()));
		}
		return new MeterAssert(this, "meter <" + name + "> with " + wanted, found);
	}

	/**
	 * The test recorded on no more than a number of series: combinations of a name and
	 * values of its tags. A budget against a tag that takes whatever comes in.
	 * @param budget the number
	 * @return this
	 */
	public TelemetryAssert hasAtMostSeries(int budget) {
		List<CapturedMeter> meters = this.actual.meters();
		if (meters.size() > budget) {
			failWithMessage("Expected at most <%s> series but there were <%s>:%n%s", budget, meters.size(),
					listed(meters));
		}
		return this;
	}

	/**
	 * None of these texts is in a line, a span or the tag of a meter.
	 * @param secrets the texts, at least one
	 * @return this
	 */
	public TelemetryAssert doesNotLeak(String... secrets) {
		Leaks.ofThese(this.actual.texts(), secrets).ifPresent(this::fail);
		return this;
	}

	/**
	 * No line, span or tag has a text of the shape of a secret or of a card or account
	 * number: what Fanlight's redaction would mask by default, whatever the application
	 * switched off.
	 * @return this
	 */
	public TelemetryAssert leaksNothingSecret() {
		Leaks.ofAnyShape(this.actual.texts()).ifPresent(this::fail);
		return this;
	}

	private void fail(String words) {
		failWithMessage("%s", words);
	}

	private static boolean isNamed(ReceivedSpan span, String name) {
		return spelling(span.name()).equals(spelling(name));
	}

	/** As OpenTelemetry spells it. */
	private static String spelling(String name) {
		Matcher spring = SPRING.matcher(name);
		return spring.matches() ? spring.group(1).toUpperCase(Locale.ROOT) + Objects.toString(spring.group(2), "")
				: name;
	}

	private static Map<String, String> pairs(String... tags) {
		if (tags.length % 2 != 0) {
			throw new IllegalArgumentException("tags are keys and values in turn");
		}
		Map<String, String> pairs = new LinkedHashMap<>();
		for (int i = 0; i < tags.length; i += 2) {
			pairs.put(tags[i], tags[i + 1]);
		}
		return pairs;
	}

	static String listed(List<?> things) {
		List<String> lines = new ArrayList<>();
		things.forEach((thing) -> lines.add("  " + thing));
		return lines.isEmpty() ? "  nothing" : String.join(System.lineSeparator(), lines);
	}

}
