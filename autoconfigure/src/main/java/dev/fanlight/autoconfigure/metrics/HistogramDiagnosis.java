package dev.fanlight.autoconfigure.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Diagnosis;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.distribution.HistogramSupport;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Finds histograms that code made without limits, whatever the settings say.
 */
final class HistogramDiagnosis implements Diagnosis {

	/** More than anybody names by hand, fewer than Micrometer makes without limits. */
	private static final int MANY = 40;

	private final ObjectProvider<MeterRegistry> registries;

	HistogramDiagnosis(ObjectProvider<MeterRegistry> registries) {
		this.registries = registries;
	}

	/** Most meters come with the first requests. */
	@Override
	public boolean atStart() {
		return false;
	}

	@Override
	public void examine(Consumer<Finding> findings) {
		Map<String, int[]> guilty = new TreeMap<>();
		this.registries.orderedStream()
			.filter((registry) -> !(registry instanceof CompositeMeterRegistry))
			.forEach((registry) -> registry.getMeters().forEach((meter) -> look(meter, guilty)));
		guilty.forEach((meter,
				seen) -> findings.accept(new Finding("metrics",
						"Nobody limits the histogram of " + meter + ": " + seen[0] + " buckets for each of " + seen[1]
								+ ((seen[1] == 1) ? " combination" : " combinations") + " of tags.",
						"Limit it by management.metrics.distribution.maximum-expected-value." + meter
								+ ", or name the buckets you need where it is made (serviceLevelObjectives).")));
	}

	private static void look(Meter meter, Map<String, int[]> guilty) {
		if (meter instanceof HistogramSupport histogram) {
			int buckets = histogram.takeSnapshot().histogramCounts().length;
			if (buckets > MANY) {
				int[] seen = guilty.computeIfAbsent(meter.getId().getName(), (name) -> new int[2]);
				seen[0] = Math.max(seen[0], buckets);
				seen[1]++;
			}
		}
	}

}
