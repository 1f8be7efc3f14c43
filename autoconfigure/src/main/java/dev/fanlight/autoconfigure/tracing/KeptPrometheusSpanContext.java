package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.tracing.tail.TraceKeeper;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets Prometheus point to traces that are certainly kept, beside those that were taken.
 */
final class KeptPrometheusSpanContext implements SpanContext {

	private final SpanContext taken;

	private final TraceKeeper keeper;

	KeptPrometheusSpanContext(SpanContext taken, TraceKeeper keeper) {
		this.taken = taken;
		this.keeper = keeper;
	}

	@Override
	public @Nullable String getCurrentTraceId() {
		return this.taken.getCurrentTraceId();
	}

	@Override
	public @Nullable String getCurrentSpanId() {
		return this.taken.getCurrentSpanId();
	}

	@Override
	public boolean isCurrentSpanSampled() {
		return this.taken.isCurrentSpanSampled() || this.keeper.isCertain();
	}

	@Override
	public void markCurrentSpanAsExemplar() {
		this.taken.markCurrentSpanAsExemplar();
	}

}
