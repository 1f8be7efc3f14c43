package dev.fanlight.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.Body;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * A log record without its secrets.
 *
 * @param log the original, for ids, times, severity and scope
 * @param resource redacted
 * @param body redacted
 * @param attributes redacted
 * @param severityText redacted
 * @param eventName redacted
 */
record RedactedLogRecordData(LogRecordData log, Resource resource, @Nullable Value<?> body, Attributes attributes,
		@Nullable String severityText, @Nullable String eventName) implements LogRecordData {

	/**
	 * Redacts a log record.
	 * @param log the record
	 * @param redaction how, the body as what has no key
	 * @param resources how its resource, which is not of this record alone
	 * @return {@code log} itself when clean and short enough
	 */
	static LogRecordData of(LogRecordData log, RedactedAttributes redaction, RedactedAttributes resources) {
		Resource resource = RedactedSpanData.resource(log.getResource(), resources);
		Value<?> originalBody = log.getBodyValue();
		Value<?> body = (originalBody != null) ? redaction.redact(originalBody) : null;
		Attributes original = log.getAttributes();
		Attributes attributes = redaction.redact(original);
		String severityText = (log.getSeverityText() != null) ? redaction.redact(log.getSeverityText()) : null;
		String eventName = (log.getEventName() != null) ? redaction.redact(log.getEventName()) : null;
		if (resource == log.getResource() && body == originalBody && attributes == original
				&& severityText == log.getSeverityText() && eventName == log.getEventName()) {
			return log;
		}
		return new RedactedLogRecordData(log, resource, body, attributes, severityText, eventName);
	}

	@Override
	public Resource getResource() {
		return this.resource;
	}

	@Override
	public InstrumentationScopeInfo getInstrumentationScopeInfo() {
		return this.log.getInstrumentationScopeInfo();
	}

	@Override
	public long getTimestampEpochNanos() {
		return this.log.getTimestampEpochNanos();
	}

	@Override
	public long getObservedTimestampEpochNanos() {
		return this.log.getObservedTimestampEpochNanos();
	}

	@Override
	public SpanContext getSpanContext() {
		return this.log.getSpanContext();
	}

	@Override
	public Severity getSeverity() {
		return this.log.getSeverity();
	}

	@Override
	public @Nullable String getSeverityText() {
		return this.severityText;
	}

	@Override
	@Deprecated
	public Body getBody() {
		return (this.body != null) ? Body.string(this.body.asString()) : Body.empty();
	}

	@Override
	public @Nullable Value<?> getBodyValue() {
		return this.body;
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public int getTotalAttributeCount() {
		return this.log.getTotalAttributeCount();
	}

	@Override
	public @Nullable String getEventName() {
		return this.eventName;
	}

	@Override
	public String toString() {
		return "RedactedLogRecordData{body=" + this.body + ", attributes=" + this.attributes + "}";
	}

}
