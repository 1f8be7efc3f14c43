package dev.fanlight.autoconfigure.slo;

import java.util.List;
import java.util.stream.DoubleStream;

import dev.fanlight.slo.Objective;
import dev.fanlight.slo.Objective.Latency;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Adds the thresholds of objectives to the buckets of the histogram of requests, whatever
 * buckets it has. The last filter, so that none replaces them.
 */
final class ObjectiveBuckets implements MeterFilter, Ordered {

	private final String meter;

	private final double[] thresholds;

	ObjectiveBuckets(String meter, List<Objective> objectives) {
		this.meter = meter;
		this.thresholds = objectives.stream()
			.map(Objective::latency)
			.filter((latency) -> latency != null)
			.mapToDouble(ObjectiveBuckets::nanos)
			.toArray();
	}

	private static double nanos(@Nullable Latency latency) {
		return (latency != null) ? latency.threshold().toNanos() : 0;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		if (this.thresholds.length == 0 || !id.getName().equals(this.meter) || id.getType() != Meter.Type.TIMER) {
			return config;
		}
		double[] configured = config.getServiceLevelObjectiveBoundaries();
		DoubleStream all = DoubleStream.of(this.thresholds);
		return DistributionStatisticConfig.builder()
			.serviceLevelObjectives(
					((configured != null) ? DoubleStream.concat(DoubleStream.of(configured), all) : all).distinct()
						.sorted()
						.toArray())
			.build()
			.merge(config);
	}

}
