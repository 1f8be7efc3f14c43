package dev.fanlight.logging;

import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * The names of the log schema, once. Everything an application adds by itself lands under
 * {@link #EXTRA}, so it can never collide with one of them.
 */
public enum LogField {

	/** Moment of the log call, ISO 8601 in UTC with milliseconds. */
	TIMESTAMP("timestamp"),

	/** One of {@code trace}, {@code debug}, {@code info}, {@code warn}, {@code error}. */
	LEVEL("level"),

	/** Name of the service. */
	SERVICE("service"),

	/** Deployment environment, for example {@code production}. */
	ENVIRONMENT("environment"),

	/** Version of the service; absent when the build left none. */
	VERSION("version"),

	/** Name of the logger. */
	LOGGER("logger"),

	/** Name of the thread that logged. */
	THREAD("thread"),

	/** The formatted message. */
	MESSAGE("message"),

	/** W3C trace id, 32 lower-case hexadecimal digits; inside a trace only. */
	TRACE_ID("trace_id"),

	/** W3C span id, 16 lower-case hexadecimal digits; inside a trace only. */
	SPAN_ID("span_id"),

	/** Whether the trace is sampled; inside a trace only. */
	TRACE_SAMPLED("trace_sampled"),

	/** Id of the request; inside a request only. */
	REQUEST_ID("request_id"),

	/** {@code true} on a line that was held back until its request failed. */
	REPLAYED("replayed"),

	/** Structured arguments, key-values, markers and the remaining MDC. */
	EXTRA("extra"),

	/** The throwable of the event. */
	ERROR("error"),

	/** Class name of the throwable, inside {@link #ERROR}. */
	ERROR_TYPE("type"),

	/** Message of the throwable, inside {@link #ERROR}. */
	ERROR_MESSAGE("message"),

	/** Rendered stack trace with causes and suppressed, inside {@link #ERROR}. */
	ERROR_STACK_TRACE("stack_trace"),

	/** What errors of one kind have in common, inside {@link #ERROR}. */
	ERROR_FINGERPRINT("fingerprint"),

	/** Names of plain SLF4J markers, inside {@link #EXTRA}. */
	EXTRA_TAGS("tags"),

	/** Why a field could not be written as given, inside {@link #EXTRA}. */
	EXTRA_LOG_ERROR("log_error"),

	/** What was left out because there was too much, inside {@link #EXTRA}. */
	EXTRA_LOG_CUT("log_cut");

	private final SerializedString key;

	LogField(String key) {
		this.key = new SerializedString(key);
	}

	/**
	 * The name as it stands in a line.
	 * @return the name, snake case
	 */
	public String key() {
		return this.key.getValue();
	}

	SerializableString serialized() {
		return this.key;
	}

}
