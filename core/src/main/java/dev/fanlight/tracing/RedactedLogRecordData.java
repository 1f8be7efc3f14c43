package dev.fanlight.tracing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opentelemetry.api.common.AttributeKey;
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

	private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");

	private static final AttributeKey<String> EXCEPTION_STACKTRACE = AttributeKey.stringKey("exception.stacktrace");

	/** Of an event whose throwable had secrets; prints like that. */
	private static final String STAND_IN = "dev.fanlight.logging.RedactedThrowable";

	private static final Pattern CLASS_NAME = Pattern
		.compile("(?:\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+\\.)++"
				+ "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+(?=:|\\R|$)");

	private static final Pattern NESTED = Pattern.compile("\\$(?=\\p{L})");

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
		Attributes attributes = redaction.redact(typed(original));
		String severityText = (log.getSeverityText() != null) ? redaction.redact(log.getSeverityText()) : null;
		String eventName = (log.getEventName() != null) ? redaction.redact(log.getEventName()) : null;
		if (resource == log.getResource() && body == originalBody && attributes == original
				&& severityText == log.getSeverityText() && eventName == log.getEventName()) {
			return log;
		}
		return new RedactedLogRecordData(log, resource, body, attributes, severityText, eventName);
	}

	/**
	 * Name the class of what was thrown where an appender has told that of its stand-in.
	 */
	private static Attributes typed(Attributes attributes) {
		if (!STAND_IN.equals(attributes.get(EXCEPTION_TYPE))) {
			return attributes;
		}
		String trace = attributes.get(EXCEPTION_STACKTRACE);
		Matcher type = CLASS_NAME.matcher((trace != null) ? trace : "");
		// An exception may print without its class
		return type.lookingAt()
				? attributes.toBuilder().put(EXCEPTION_TYPE, NESTED.matcher(type.group()).replaceAll(".")).build()
				: attributes;
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
