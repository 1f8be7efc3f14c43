package dev.fanlight.test;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.springframework.context.ApplicationContext;

/**
 * Hands each span to the test it belongs to, at once.
 */
final class CapturingSpanProcessor implements SpanProcessor {

	private final Object context;

	CapturingSpanProcessor(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		Telemetry telemetry = Sessions.find(this.context, span.getSpanContext().getTraceId());
		if (telemetry != null) {
			telemetry.spanStarted();
		}
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		Telemetry telemetry = Sessions.find(this.context, span.getSpanContext().getTraceId());
		if (telemetry != null) {
			telemetry.spanEnded(captured(span.toSpanData()));
		}
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	private static ReceivedSpan captured(SpanData span) {
		List<ReceivedSpan.Event> events = span.getEvents()
			.stream()
			.map((event) -> new ReceivedSpan.Event(event.getName(), attributes(event.getAttributes())))
			.toList();
		boolean root = !span.getParentSpanContext().isValid();
		return new ReceivedSpan(span.getTraceId(), span.getSpanId(), root ? "" : span.getParentSpanId(), span.getName(),
				span.getKind().name(), Instant.ofEpochSecond(0, span.getStartEpochNanos()),
				Duration.ofNanos(span.getEndEpochNanos() - span.getStartEpochNanos()),
				span.getStatus().getStatusCode().name(), span.getStatus().getDescription(),
				attributes(span.getAttributes()), events, attributes(span.getResource().getAttributes()),
				span.getInstrumentationScopeInfo().getName());
	}

	private static Map<String, Object> attributes(Attributes attributes) {
		Map<String, Object> result = new LinkedHashMap<>();
		for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
			result.put(entry.getKey().getKey(), entry.getValue());
		}
		return result;
	}

}
