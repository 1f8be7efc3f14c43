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

	private static final Map<String, String> KNOWN = Map.of("http.server.requests",
			"Duration of the requests this service answered", "http.client.requests",
			"Duration of the HTTP calls this service made", "tasks.scheduled.execution",
			"Duration of the runs of scheduled methods", "tasks.async.execution",
			"Duration of the runs of asynchronous methods", "jdbc.query", "Duration of statements sent to a database",
			"jdbc.connection", "Time that connections to a database were in use");

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
