package dev.fanlight.tracing;

import java.util.Collection;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

/**
 * Hands log records on without their secrets: body, attributes, names and resource. A
 * clean record is handed on itself. Thread-safe as far as the exporter behind it is.
 */
public final class RedactingLogRecordExporter implements LogRecordExporter {

	private final LogRecordExporter delegate;

	private final Redactor redactor;

	/**
	 * Puts redaction in front of an exporter.
	 * @param delegate the exporter
	 * @param redactor what decides
	 */
	public RedactingLogRecordExporter(LogRecordExporter delegate, Redactor redactor) {
		this.delegate = delegate;
		this.redactor = redactor;
	}

	@Override
	public CompletableResultCode export(Collection<LogRecordData> logs) {
		RedactedAttributes redaction = new RedactedAttributes(this.redactor, Exit.OTLP_LOG);
		return this.delegate.export(RedactedBatch.of(logs, (log) -> RedactedLogRecordData.of(log, redaction)));
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
		return "RedactingLogRecordExporter{" + this.delegate + "}";
	}

}
