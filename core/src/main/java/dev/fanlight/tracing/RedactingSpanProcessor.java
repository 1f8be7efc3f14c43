package dev.fanlight.tracing;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;

/**
 * Shows a processor ended spans without their secrets, whatever exporter it brings. Spans
 * are redacted when the processor reads them, on its thread. What it does with a span
 * that starts is its own affair.
 */
public final class RedactingSpanProcessor implements ExtendedSpanProcessor {

	private final SpanProcessor delegate;

	private final Redactor redactor;

	/**
	 * Puts redaction in front of a processor.
	 * @param delegate the processor
	 * @param redactor what decides
	 */
	public RedactingSpanProcessor(SpanProcessor delegate, Redactor redactor) {
		this.delegate = delegate;
		this.redactor = redactor;
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		this.delegate.onStart(parentContext, span);
	}

	@Override
	public boolean isStartRequired() {
		return this.delegate.isStartRequired();
	}

	@Override
	public void onEnding(ReadWriteSpan span) {
		if (this.delegate instanceof ExtendedSpanProcessor extended) {
			extended.onEnding(span);
		}
	}

	@Override
	public boolean isOnEndingRequired() {
		return this.delegate instanceof ExtendedSpanProcessor extended && extended.isOnEndingRequired();
	}

	@Override
	public void onEnd(ReadableSpan span) {
		this.delegate.onEnd(new RedactedSpan(span, this.redactor));
	}

	@Override
	public boolean isEndRequired() {
		return this.delegate.isEndRequired();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.delegate.shutdown();
	}

	@Override
	public CompletableResultCode forceFlush() {
		return this.delegate.forceFlush();
	}

	@Override
	public String toString() {
		return "RedactingSpanProcessor{" + this.delegate + "}";
	}

	/**
	 * Redacts on demand.
	 */
	private static final class RedactedSpan extends SpanView {

		private final Redactor redactor;

		RedactedSpan(ReadableSpan span, Redactor redactor) {
			super(span);
			this.redactor = redactor;
		}

		@Override
		public String getName() {
			return this.redactor.redact(span().getName(), Exit.SPAN);
		}

		@Override
		public SpanData toSpanData() {
			return RedactedSpanData.of(span().toSpanData(), this.redactor);
		}

		@Override
		public Attributes getAttributes() {
			return new RedactedAttributes(this.redactor, Exit.SPAN).redact(span().getAttributes());
		}

	}

}
