package dev.fanlight.test;

import java.util.List;
import java.util.Objects;

import io.opentelemetry.api.trace.StatusCode;

/**
 * Assertions about spans of one name.
 */
public final class SpanAssert extends CapturedAssert<SpanAssert, ReceivedSpan> {

	SpanAssert(TelemetryAssert origin, String what, List<ReceivedSpan> found) {
		super(origin, what, found, SpanAssert.class);
	}

	@Override
	SpanAssert narrowed(TelemetryAssert origin, String what, List<ReceivedSpan> found) {
		return new SpanAssert(origin, what, found);
	}

	/**
	 * One has this status. What went well is {@link StatusCode#OK} whether somebody said
	 * so or left it unset, as instrumentation does.
	 * @param status the status
	 * @return those that have it
	 */
	public SpanAssert withStatus(StatusCode status) {
		return with("with status " + status, (span) -> span.status().equals(status.name())
				|| (status == StatusCode.OK && span.status().equals(StatusCode.UNSET.name())));
	}

	/**
	 * One has this attribute.
	 * @param key the key
	 * @param value its value, compared as text
	 * @return those that have it
	 */
	public SpanAssert withAttribute(String key, Object value) {
		return with("with " + key + "=" + value,
				(span) -> value.toString().equals(Objects.toString(span.attributes().get(key), null)));
	}

	/**
	 * One has an event {@code exception} of this type.
	 * @param type the exception
	 * @return those that have it
	 */
	public SpanAssert withException(Class<? extends Throwable> type) {
		return with("with " + type.getName(),
				(span) -> span.events()
					.stream()
					.anyMatch((event) -> type.getName().equals(event.attributes().get("exception.type"))));
	}

	/**
	 * One is a child of a span of this name.
	 * @param spanName the name of the parent
	 * @return those that are
	 */
	public SpanAssert childOf(String spanName) {
		List<ReceivedSpan> parents = and().hasSpan(spanName).all();
		return with("below " + spanName,
				(span) -> parents.stream().anyMatch((parent) -> parent.spanId().equals(span.parentSpanId())));
	}

	/**
	 * One belongs to the trace of a span of this name.
	 * @param spanName the name of the other span
	 * @return those that do
	 */
	public SpanAssert inTraceOf(String spanName) {
		return with("in the trace of " + spanName, (span) -> isInTraceOf(spanName, span.traceId()));
	}

}
