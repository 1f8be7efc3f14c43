package dev.fanlight.redaction;

import java.util.Locale;

/**
 * A way out of the process. Only a label for counters, except that {@link #HTTP} writes
 * the bare word {@code REDACTED}, which stays valid inside a URL or header, and reads
 * names that are secret in headers and queries only ({@code sig}, {@code code},
 * {@code key}).
 */
public enum Exit {

	/** Log message and its arguments, failure analyses and the start-up report too. */
	LOG,
	/** Exception messages and rendered stack traces. */
	EXCEPTION,
	/** Mapped diagnostic context. */
	MDC,
	/** OTLP log bodies and attributes. */
	OTLP_LOG,
	/** Span names, attributes, events, status and links. */
	SPAN,
	/** Metric tag values. */
	METRIC,
	/** Baggage entries. */
	BAGGAGE,
	/** URLs, queries and headers of client and server observations. */
	HTTP,
	/** Actuator endpoints. */
	ACTUATOR,
	/** Sentry events. */
	SENTRY,
	/** Messages about alerts. */
	ALERT;

	private final String id = name().toLowerCase(Locale.ROOT);

	/**
	 * Lower-case value of the meter tag {@code exit}.
	 * @return the id, for example {@code otlp_log}
	 */
	public String id() {
		return this.id;
	}

}
