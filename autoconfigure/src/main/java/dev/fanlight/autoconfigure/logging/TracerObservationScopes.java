package dev.fanlight.autoconfigure.logging;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelTraceContext;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The scopes of a tracer. OpenTelemetry's context is opened directly, for a third of the
 * garbage, unless the MDC is to hold baggage, which only the tracer's scope brings back.
 *
 * @param tracer finds the tracer, if there is one
 * @param baggage whether the MDC holds baggage
 */
record TracerObservationScopes(Supplier<@Nullable Tracer> tracer, boolean baggage) implements ObservationScopes {

	private static final boolean OPEN_TELEMETRY = ClassUtils
		.isPresent("io.micrometer.tracing.otel.bridge.OtelTraceContext", null);

	@Override
	public Scope open(Observation.ContextView context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		if (span == null) {
			return NONE.open(context);
		}
		TraceContext trace = span.context();
		if (OPEN_TELEMETRY && !this.baggage && OpenTelemetry.isSource(trace)) {
			return OpenTelemetry.open(trace);
		}
		Tracer current = this.tracer.get();
		return (current != null) ? current.currentTraceContext().maybeScope(trace)::close : NONE.open(context);
	}

	/**
	 * Keeps the bridge, which need not be there, out of the record.
	 */
	private static final class OpenTelemetry {

		static boolean isSource(TraceContext trace) {
			return trace instanceof OtelTraceContext;
		}

		static Scope open(TraceContext trace) {
			return OtelTraceContext.toOtelContext(trace).makeCurrent()::close;
		}

	}

}
