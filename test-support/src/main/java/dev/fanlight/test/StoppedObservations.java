package dev.fanlight.test;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Remembers on the stopping thread which trace an observation belongs to, from just
 * before the meters are recorded until just after: its scope is closed by then.
 */
final class StoppedObservations implements ObservationFilter, ObservationHandler<Observation.Context>, Ordered {

	private static final ThreadLocal<String> TRACE = new ThreadLocal<>();

	static @Nullable String trace() {
		return TRACE.get();
	}

	/** Handlers are told of a stop in reverse. */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		TracingContext tracing = context.get(TracingContext.class);
		if (tracing != null && tracing.getSpan() != null) {
			TRACE.set(tracing.getSpan().context().traceId());
		}
		return context;
	}

	@Override
	public void onStop(Observation.Context context) {
		TRACE.remove();
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

}
