package dev.fanlight.tracing;

import java.util.Collection;
import java.util.function.UnaryOperator;

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

	private final UnaryOperator<String> message;

	private final UnaryOperator<String> value;

	private final UnaryOperator<String> stackTrace;

	/**
	 * Puts redaction in front of an exporter.
	 * @param delegate the exporter
	 * @param redactor what decides
	 */
	public RedactingLogRecordExporter(LogRecordExporter delegate, Redactor redactor) {
		this(delegate, redactor, UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
	}

	/**
	 * Puts redaction in front of an exporter, and limits to what is long.
	 * @param delegate the exporter
	 * @param redactor what decides
	 * @param message shortens a text of the body and {@code exception.message}, once it
	 * is redacted; answers with the text itself when it is short enough
	 * @param value shortens a text in any other attribute likewise
	 * @param stackTrace shortens {@code exception.stacktrace} likewise
	 */
	public RedactingLogRecordExporter(LogRecordExporter delegate, Redactor redactor, UnaryOperator<String> message,
			UnaryOperator<String> value, UnaryOperator<String> stackTrace) {
		this.delegate = delegate;
		this.redactor = redactor;
		this.message = message;
		this.value = value;
		this.stackTrace = stackTrace;
	}

	@Override
	public CompletableResultCode export(Collection<LogRecordData> logs) {
		RedactedAttributes redaction = new RedactedAttributes(this.redactor, Exit.OTLP_LOG, this::shortened);
		RedactedAttributes resources = new RedactedAttributes(this.redactor, Exit.OTLP_LOG);
		return this.delegate
			.export(RedactedBatch.of(logs, (log) -> RedactedLogRecordData.of(log, redaction, resources)));
	}

	private String shortened(String key, String text) {
		return switch (key) {
			case "", "exception.message" -> this.message.apply(text);
			case "exception.stacktrace" -> this.stackTrace.apply(text);
			default -> this.value.apply(text);
		};
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
