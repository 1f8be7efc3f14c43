package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.tracing.tail.TraceKeeper;
import io.micrometer.registry.otlp.ExemplarContextProvider;
import io.micrometer.registry.otlp.OtlpExemplarContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets OTLP metrics point to traces that are certainly kept, beside those that were
 * taken.
 */
final class KeptOtlpExemplars implements ExemplarContextProvider {

	private final ExemplarContextProvider taken;

	private final TraceKeeper keeper;

	KeptOtlpExemplars(ExemplarContextProvider taken, TraceKeeper keeper) {
		this.taken = taken;
		this.keeper = keeper;
	}

	@Override
	public @Nullable OtlpExemplarContext getExemplarContext() {
		OtlpExemplarContext context = this.taken.getExemplarContext();
		if (context != null || !this.keeper.isCertain()) {
			return context;
		}
		SpanContext span = Span.current().getSpanContext();
		return new OtlpExemplarContext(span.getTraceId(), span.getSpanId());
	}

}
