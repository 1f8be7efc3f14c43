package dev.fanlight.metrics;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Drops the tag {@code error} from meters that have the tag {@code exception}: both name
 * the same exception. A registry asks its filters once for each meter.
 */
public final class ErrorTagFilter implements MeterFilter {

	@Override
	public Meter.Id map(Meter.Id id) {
		if (id.getTag("error") == null || id.getTag("exception") == null) {
			return id;
		}
		List<Tag> tags = new ArrayList<>(id.getTags());
		tags.removeIf((tag) -> tag.getKey().equals("error"));
		return id.replaceTags(tags);
	}

}
