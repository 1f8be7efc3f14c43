package dev.fanlight.tracing;

import java.util.Collection;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Hands spans on without their secrets: name, attributes, events, links, status and
 * resource. A clean span is handed on itself. Thread-safe as far as the exporter behind
 * it is.
 */
public final class RedactingSpanExporter implements SpanExporter {

	private final SpanExporter delegate;

	private final Redactor redactor;

	/**
	 * Puts redaction in front of an exporter.
	 * @param delegate the exporter
	 * @param redactor what decides
	 */
	public RedactingSpanExporter(SpanExporter delegate, Redactor redactor) {
		this.delegate = delegate;
		this.redactor = redactor;
	}

	/**
	 * Redacts one span.
	 * @param span the span
	 * @param redactor what decides
	 * @return {@code span} itself when clean
	 */
	public static SpanData redact(SpanData span, Redactor redactor) {
		return RedactedSpanData.of(span, redactor);
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		RedactedAttributes redaction = new RedactedAttributes(this.redactor, Exit.SPAN);
		return this.delegate.export(RedactedBatch.of(spans, (span) -> RedactedSpanData.of(span, redaction)));
	}

	@Override
	public CompletableResultCode flush() {
		return this.delegate.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.delegate.shutdown();
	}

	@Override
	public String toString() {
		return "RedactingSpanExporter{" + this.delegate + "}";
	}

}
