package dev.fanlight.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One received span.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param parentSpanId 16 hex digits, empty for a root span
 * @param name name of the span
 * @param kind {@code INTERNAL}, {@code SERVER}, {@code CLIENT}, {@code PRODUCER} or
 * {@code CONSUMER}
 * @param start when it began
 * @param duration how long it took
 * @param status {@code UNSET}, {@code OK} or {@code ERROR}
 * @param statusMessage description of the status, often empty
 * @param attributes attributes: strings, booleans, longs, doubles, lists or maps of these
 * @param events events in their order
 * @param resource attributes of the resource
 * @param scope name of the instrumentation scope
 */
public record ReceivedSpan(String traceId, String spanId, String parentSpanId, String name, String kind, Instant start,
		Duration duration, String status, String statusMessage, Map<String, Object> attributes, List<Event> events,
		Map<String, Object> resource, String scope) {

	/**
	 * The name of the service that made the span.
	 * @return {@code service.name} of the resource, empty when missing
	 */
	public String service() {
		return this.resource.getOrDefault("service.name", "").toString();
	}

	/**
	 * One event of a span.
	 *
	 * @param name name of the event
	 * @param attributes attributes of the event
	 */
	public record Event(String name, Map<String, Object> attributes) {
	}

}
