package dev.fanlight.tracing.tail;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * A span that was kept, as the processors behind see it: sampled.
 */
final class KeptSpan implements ReadableSpan {

	private final ReadableSpan span;

	private final SpanContext context;

	private final KeepReason reason;

	KeptSpan(ReadableSpan span, KeepReason reason) {
		this.span = span;
		this.context = KeptSpanData.taken(span.getSpanContext());
		this.reason = reason;
	}

	@Override
	public SpanContext getSpanContext() {
		return this.context;
	}

	@Override
	public SpanContext getParentSpanContext() {
		return this.span.getParentSpanContext();
	}

	@Override
	public String getName() {
		return this.span.getName();
	}

	@Override
	public SpanData toSpanData() {
		return new KeptSpanData(this.span.toSpanData(), this.context, this.reason);
	}

	@Override
	@Deprecated
	public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
		return this.span.getInstrumentationLibraryInfo();
	}

	@Override
	public InstrumentationScopeInfo getInstrumentationScopeInfo() {
		return this.span.getInstrumentationScopeInfo();
	}

	@Override
	public boolean hasEnded() {
		return this.span.hasEnded();
	}

	@Override
	public long getLatencyNanos() {
		return this.span.getLatencyNanos();
	}

	@Override
	public SpanKind getKind() {
		return this.span.getKind();
	}

	@Override
	public <T> @Nullable T getAttribute(AttributeKey<T> key) {
		return getAttributes().get(key);
	}

	@Override
	public Attributes getAttributes() {
		return toSpanData().getAttributes();
	}

	@Override
	public String toString() {
		return toSpanData().toString();
	}

}
