package dev.fanlight.metrics;

import java.time.Duration;
import java.util.Map;

/**
 * How many series there may be. A series is one meter with one set of tag values; a timer
 * with a histogram is one here and several lines of a scrape.
 *
 * @param valuesPerTag values of one tag of one meter, beside the one for all others
 * @param tags other limits than {@code valuesPerTag}, by the key of the tag or by meter,
 * dot and key; the longer name wins
 * @param seriesPerMeter series of one meter; up to 68 of them, and no more than half, are
 * left for those without room
 * @param series series of the process
 * @param forgetAfter how long a series of requests has to be idle before another may take
 * its place, or zero if never
 * @param other what stands for the values that have no room
 */
public record CardinalityLimits(int valuesPerTag, Map<String, Integer> tags, int seriesPerMeter, int series,
		Duration forgetAfter, String other) {

	/**
	 * Create limits.
	 */
	public CardinalityLimits {
		tags = Map.copyOf(tags);
	}

	int values(String meter, String tag) {
		Integer limit = this.tags.get(meter + "." + tag);
		limit = (limit != null) ? limit : this.tags.get(tag);
		return (limit != null) ? limit : this.valuesPerTag;
	}

}
