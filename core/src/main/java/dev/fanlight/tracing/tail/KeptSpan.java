package dev.fanlight.tracing.tail;

import dev.fanlight.tracing.SpanView;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * A span that was kept, as the processors behind see it: sampled.
 */
final class KeptSpan extends SpanView {

	private final SpanContext context;

	private final KeepReason reason;

	KeptSpan(ReadableSpan span, KeepReason reason) {
		super(span);
		this.context = KeptSpanData.taken(span.getSpanContext());
		this.reason = reason;
	}

	@Override
	public SpanContext getSpanContext() {
		return this.context;
	}

	@Override
	public SpanData toSpanData() {
		return new KeptSpanData(span().toSpanData(), this.context, this.reason);
	}

}
