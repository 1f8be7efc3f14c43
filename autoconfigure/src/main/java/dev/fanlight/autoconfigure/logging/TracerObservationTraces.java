package dev.fanlight.autoconfigure.logging;

import dev.fanlight.logging.CanonicalLine;
import dev.fanlight.logging.MdcContextStorage;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelTraceContext;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Finds traces with Micrometer Tracing. OpenTelemetry's context is opened directly, for a
 * fraction of the garbage, unless the MDC is to hold baggage, which only the tracer's own
 * scope brings back.
 */
final class TracerObservationTraces implements ObservationTraces {

	private static final boolean OPEN_TELEMETRY = ClassUtils
		.isPresent("io.micrometer.tracing.otel.bridge.OtelTraceContext", null);

	private final Tracer tracer;

	private final boolean baggage;

	/**
	 * Create an instance.
	 * @param tracer the tracer
	 * @param baggage whether the MDC holds baggage
	 */
	TracerObservationTraces(Tracer tracer, boolean baggage) {
		this.tracer = tracer;
		this.baggage = baggage;
	}

	@Override
	public Runnable open(Object observation) {
		Span span = span(observation);
		if (span == null) {
			return NONE.open(observation);
		}
		TraceContext trace = span.context();
		if (OPEN_TELEMETRY && !this.baggage && OpenTelemetry.isSource(trace)) {
			return OpenTelemetry.open(trace);
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

	@Override
	public void tell(Object observation, CanonicalLine line) {
		Span span = (OPEN_TELEMETRY && !this.baggage && MdcContextStorage.isActive()) ? span(observation) : null;
		if (span != null) {
			TraceContext context = span.context();
			line.of(context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled()));
		}
	}

	private static @Nullable Span span(Object observation) {
		TracingContext tracing = (observation instanceof Observation.Context context)
				? context.get(TracingContext.class) : null;
		return (tracing != null) ? tracing.getSpan() : null;
	}

	/**
	 * Keeps the bridge, which need not be there, out of the class.
	 */
	private static final class OpenTelemetry {

		static boolean isSource(TraceContext trace) {
			return trace instanceof OtelTraceContext;
		}

		static Runnable open(TraceContext trace) {
			return OtelTraceContext.toOtelContext(trace).makeCurrent()::close;
		}

	}

}
