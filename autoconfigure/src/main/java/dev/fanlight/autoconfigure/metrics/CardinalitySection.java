package dev.fanlight.autoconfigure.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.metrics.CardinalityGuard;
import dev.fanlight.metrics.CardinalityGuard.TagUsage;

/**
 * Shows the tags with most values, and what their meters cost.
 *
 * @param guard knows the series
 * @param limit how many there may be
 */
record CardinalitySection(CardinalityGuard guard, int limit) implements EndpointSection {

	private static final int WORST = 20;

	@Override
	public String name() {
		return "cardinality";
	}

	@Override
	public Map<String, ?> read() {
		Map<String, Object> result = new LinkedHashMap<>(overview());
		result.put("worst", this.guard.worst(WORST).stream().map(CardinalitySection::shown).toList());
		return result;
	}

	@Override
	public Map<String, ?> overview() {
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("series", this.guard.series());
		result.put("limit", this.limit);
		result.put("refused", this.guard.refused());
		return result;
	}

	private static Map<String, ?> shown(TagUsage usage) {
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("meter", usage.meter());
		result.put("tag", usage.tag());
		result.put("values", usage.values());
		result.put("folded", usage.folded());
		result.put("folded-values", usage.foldedValues());
		result.put("meter-series", usage.series());
		result.put("meter-lines", usage.lines());
		result.put("meter-bytes", usage.bytes());
		return result;
	}

}
