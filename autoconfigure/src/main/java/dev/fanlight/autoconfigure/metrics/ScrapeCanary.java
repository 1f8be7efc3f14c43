package dev.fanlight.autoconfigure.metrics;

import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Diagnosis;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Counts something and looks for it in what Prometheus would be given. The meter is gone
 * afterwards.
 */
final class ScrapeCanary implements Diagnosis {

	private static final String SCRAPED = "fanlight_doctor";

	private final ObjectProvider<MeterRegistry> meters;

	private final PrometheusRegistry registry;

	private final ScrapeWatch watch;

	ScrapeCanary(ObjectProvider<MeterRegistry> meters, PrometheusRegistry registry, ScrapeWatch watch) {
		this.meters = meters;
		this.registry = registry;
		this.watch = watch;
	}

	@Override
	public boolean atStart() {
		return false;
	}

	@Override
	public void examine(Consumer<Finding> findings) {
		this.meters.ifUnique((meters) -> {
			Counter canary = Counter.builder(CANARY)
				.description("The doctor looks whether metrics arrive.")
				.register(meters);
			try {
				canary.increment();
				MetricSnapshots scrape = this.watch.unnoticed(this.registry::scrape);
				if (scrape.stream().noneMatch((snapshot) -> snapshot.getMetadata().getName().equals(SCRAPED))) {
					findings.accept(new Finding("metrics", "What the application counts is not in its scrape.",
							"Look for a MeterFilter that denies or renames meters, and at management.prometheus.metrics.export."));
				}
			}
			catch (RuntimeException ex) {
				findings.accept(new Finding("metrics",
						"A scrape of /actuator/prometheus fails: " + ex.getClass().getName() + ".",
						"One meter or collector of the application throws; its trace is in the log of the scrape."));
			}
			finally {
				meters.remove(canary);
			}
		});
	}

}
