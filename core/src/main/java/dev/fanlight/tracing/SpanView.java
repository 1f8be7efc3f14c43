package dev.fanlight.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * An ended span that processors see otherwise than it is: what a subclass does not change
 * comes from the span. Attributes are those of {@link #toSpanData()}.
 */
public abstract class SpanView implements ReadableSpan {

	private final ReadableSpan span;

	/**
	 * Look at a span.
	 * @param span the span
	 */
	protected SpanView(ReadableSpan span) {
		this.span = span;
	}

	/**
	 * The span as it is.
	 * @return the span
	 */
	protected final ReadableSpan span() {
		return this.span;
	}

	@Override
	public SpanContext getSpanContext() {
		return this.span.getSpanContext();
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
