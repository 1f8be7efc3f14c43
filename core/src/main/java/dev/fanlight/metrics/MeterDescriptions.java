package dev.fanlight.metrics;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Gives a help text to meters that come without one, as those of observations do.
 * Thread-safe.
 */
public final class MeterDescriptions implements MeterFilter {

	private static final Map<String, String> KNOWN = Map.ofEntries(
			Map.entry("http.server.requests", "Duration of the requests this service answered"),
			Map.entry("http.client.requests", "Duration of the HTTP calls this service made"),
			Map.entry("tasks.scheduled.execution", "Duration of the runs of scheduled methods"),
			Map.entry("tasks.async.execution", "Duration of the runs of asynchronous methods"),
			Map.entry("jdbc.query", "Duration of statements sent to a database"),
			Map.entry("jdbc.connection", "Time that connections to a database were in use"),
			Map.entry("jdbc.connection.acquired", "Connections to a database that were handed out"),
			Map.entry("tomcat.cache.access", "Look-ups of static resources"),
			Map.entry("tomcat.cache.hit", "Look-ups of static resources that the cache answered"),
			Map.entry("tomcat.connections.config.max", "Connections that Tomcat accepts at most"),
			Map.entry("tomcat.connections.current", "Connections that are open"),
			Map.entry("tomcat.connections.keepalive.current", "Connections that wait for their next request"),
			Map.entry("tomcat.global.error", "Requests to the connector that ended as an error"),
			Map.entry("tomcat.global.received", "Bytes of bodies that the connector received"),
			Map.entry("tomcat.global.request", "Duration of requests to the connector"),
			Map.entry("tomcat.global.request.max", "Longest request to the connector"),
			Map.entry("tomcat.global.sent", "Bytes that the connector sent"),
			Map.entry("tomcat.servlet.error", "Requests to a servlet that ended as an error"),
			Map.entry("tomcat.servlet.request", "Duration of requests to a servlet"),
			Map.entry("tomcat.servlet.request.max", "Longest request to a servlet"),
			Map.entry("tomcat.sessions.active.current", "Sessions there are"),
			Map.entry("tomcat.sessions.active.max", "Most sessions there were at once"),
			Map.entry("tomcat.sessions.alive.max", "Longest life of a session that expired"),
			Map.entry("tomcat.sessions.created", "Sessions created"),
			Map.entry("tomcat.sessions.expired", "Sessions that expired"),
			Map.entry("tomcat.sessions.rejected", "Sessions refused for want of room"),
			Map.entry("tomcat.threads.busy", "Threads that serve a request"),
			Map.entry("tomcat.threads.config.max", "Threads that Tomcat has at most"),
			Map.entry("tomcat.threads.current", "Threads there are"));

	private final Map<String, String> descriptions;

	/**
	 * Create a filter.
	 * @param descriptions help texts by meter name, ahead of those for Boot's own meters
	 */
	public MeterDescriptions(Map<String, String> descriptions) {
		this.descriptions = new HashMap<>(KNOWN);
		this.descriptions.putAll(descriptions);
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		String description = (id.getDescription() == null) ? this.descriptions.get(id.getName()) : null;
		return (description == null) ? id : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()),
				id.getBaseUnit(), description, id.getType());
	}

}
