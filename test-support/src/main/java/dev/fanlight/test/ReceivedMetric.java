package dev.fanlight.test;

import java.util.List;
import java.util.Map;

/**
 * One received metric point.
 *
 * @param name name of the metric
 * @param unit unit of the metric
 * @param type {@code GAUGE}, {@code SUM}, {@code HISTOGRAM},
 * {@code EXPONENTIAL_HISTOGRAM} or {@code SUMMARY}
 * @param attributes attributes of the point
 * @param value value of a gauge or sum; the sum of a histogram or summary
 * @param count number of recordings of a histogram or summary, 0 for gauge and sum
 * @param bounds upper bounds of the explicit buckets of a histogram
 * @param bucketCounts recordings per explicit bucket, one more than bounds
 * @param exemplarTraceIds trace ids of the exemplars, 32 hex digits each
 * @param resource attributes of the resource
 */
public record ReceivedMetric(String name, String unit, String type, Map<String, Object> attributes, double value,
		long count, List<Double> bounds, List<Long> bucketCounts, List<String> exemplarTraceIds,
		Map<String, Object> resource) {

}
