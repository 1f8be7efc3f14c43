package dev.fanlight.alerting;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which meters a condition is about: all of a name that have these tags. Counters of them
 * are added up; of gauges the highest or the lowest counts, whichever is worse.
 *
 * @param name the name as Micrometer has it, with dots
 * @param tags the tags that must be there, possibly none
 */
public record MeterQuery(String name, Map<String, String> tags) {

	public MeterQuery {
		tags = Map.copyOf(tags);
	}

	@Override
	public String toString() {
		return this.tags.isEmpty() ? this.name
				: this.name + new TreeMap<>(this.tags).entrySet()
					.stream()
					.map(Object::toString)
					.collect(Collectors.joining(",", "{", "}"));
	}

}
