package dev.fanlight.autoconfigure.logging;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of a tracer.
 *
 * @param tracer finds the tracer, if there is one
 */
record TracerObservationScopes(Supplier<@Nullable Tracer> tracer) implements ObservationScopes {

	@Override
	public Scope open(Observation.ContextView context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		Tracer current = (span != null) ? this.tracer.get() : null;
		return (span != null && current != null) ? current.currentTraceContext().maybeScope(span.context())::close
				: NONE.open(context);
	}

}
