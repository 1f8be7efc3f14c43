package dev.fanlight.autoconfigure.logging;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds traces with Micrometer Tracing.
 */
final class TracerObservationTraces implements ObservationTraces {

	private final Tracer tracer;

	TracerObservationTraces(Tracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public Runnable open(Object observation) {
		Span span = span(observation);
		if (span == null) {
			return NONE.open(observation);
		}
		return this.tracer.withSpan(span)::close;
	}

	@Override
	public @Nullable TraceIds ids(Object observation) {
		Span span = span(observation);
		if (span == null) {
			return null;
		}
		TraceContext context = span.context();
		return new TraceIds(context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled()));
	}

	private static @Nullable Span span(Object observation) {
		TracingContext tracing = (observation instanceof Observation.Context context)
				? context.get(TracingContext.class) : null;
		return (tracing != null) ? tracing.getSpan() : null;
	}

}
