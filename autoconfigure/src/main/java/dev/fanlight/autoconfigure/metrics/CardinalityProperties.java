package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.fanlight.metrics.CardinalityLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the cardinality guard.
 *
 * @param enabled Whether the number of series is kept within limits.
 * @param valuesPerTag How many values one tag of one meter may have before others are
 * counted as one.
 * @param tags Limits of single tags, by the key of the tag or by meter, dot and key.
 * @param series How many series the process may have.
 * @param seriesPerMeter How many series one meter may have, at least 16. Up to 68 of
 * them, and no more than half, are left for values that have no room.
 * @param forgetAfter How long a series of requests has to be idle before it is removed
 * where there is no room left; zero for never.
 */
@ConfigurationProperties("fanlight.metrics.cardinality")
record CardinalityProperties(@DefaultValue("true") boolean enabled, @DefaultValue("100") int valuesPerTag,
		@DefaultValue Map<String, Integer> tags, @DefaultValue("10000") int series,
		@DefaultValue("1000") int seriesPerMeter, @DefaultValue("1h") Duration forgetAfter) {

	/**
	 * The limits.
	 * @param narrower limits of single tags that hold where ours are wider
	 * @param other what stands for values without room
	 * @return the limits
	 */
	CardinalityLimits limits(Map<String, Integer> narrower, String other) {
		Map<String, Integer> limits = new HashMap<>(this.tags);
		narrower.forEach((tag, limit) -> limits.merge(tag, limit, Math::min));
		return new CardinalityLimits(this.valuesPerTag, limits, this.seriesPerMeter, this.series, this.forgetAfter,
				other);
	}

}
