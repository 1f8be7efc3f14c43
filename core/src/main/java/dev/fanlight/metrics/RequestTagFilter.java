package dev.fanlight.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.fanlight.metrics.MeterNaming.Names;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Makes the values of the tags of requests few: a method that no standard knows is one
 * value, and the URI of an outgoing call is a template. An id whose values are like that
 * already comes back as itself. Thread-safe.
 */
public final class RequestTagFilter implements MeterFilter {

	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"TRACE", "CONNECT", "QUERY", "none", "UNKNOWN");

	private final Names server;

	private final Names client;

	private final String other;

	/**
	 * Create a filter.
	 * @param server the names of the requests that are answered
	 * @param client the names of the outgoing calls
	 * @param other what stands for a method that no standard knows
	 */
	public RequestTagFilter(Names server, Names client, String other) {
		this.server = server;
		this.client = client;
		this.other = other;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		boolean isClient = id.getName().equals(this.client.meter());
		if (!isClient && !id.getName().equals(this.server.meter())) {
			return id;
		}
		List<Tag> changed = null;
		int i = 0;
		for (Tag tag : id.getTagsAsIterable()) {
			String value = value(tag, isClient);
			if (value != tag.getValue()) {
				changed = (changed != null) ? changed : new ArrayList<>(id.getTags());
				changed.set(i, Tag.of(tag.getKey(), value));
			}
			i++;
		}
		return (changed != null) ? id.replaceTags(changed) : id;
	}

	private String value(Tag tag, boolean isClient) {
		String value = tag.getValue();
		if (tag.getKey().equals(isClient ? this.client.method() : this.server.method())) {
			return METHODS.contains(value) ? value : this.other;
		}
		return (isClient && tag.getKey().equals(this.client.route()) && !value.equals("none")) ? UriTemplates.of(value)
				: value;
	}

}
