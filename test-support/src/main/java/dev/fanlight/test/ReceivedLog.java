package dev.fanlight.test;

import java.time.Instant;
import java.util.Map;

/**
 * One received log record.
 *
 * @param timestamp when the event happened
 * @param severity severity as the source names it, for example {@code WARN}
 * @param severityNumber severity from 1 (trace) to 24 (fatal), 0 when missing
 * @param body the message: a string, boolean, long, double, list or map of these; empty
 * string when missing
 * @param traceId 32 hex digits, empty outside a trace
 * @param spanId 16 hex digits, empty outside a span
 * @param sampled whether the trace flags say that the trace is sampled
 * @param attributes attributes: strings, booleans, longs, doubles, lists or maps of these
 * @param resource attributes of the resource
 * @param scope name of the instrumentation scope, for Logback the logger
 */
public record ReceivedLog(Instant timestamp, String severity, int severityNumber, Object body, String traceId,
		String spanId, boolean sampled, Map<String, Object> attributes, Map<String, Object> resource, String scope) {

	/**
	 * The body as text.
	 * @return the text
	 */
	public String message() {
		return this.body.toString();
	}

}
