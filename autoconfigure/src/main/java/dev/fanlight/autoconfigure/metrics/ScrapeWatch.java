package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import dev.fanlight.autoconfigure.Diagnosis;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Notices when somebody scrapes, without adding anything to the scrape.
 */
final class ScrapeWatch implements MultiCollector, Diagnosis {

	private final Duration within;

	private final LongSupplier clock;

	private volatile long last;

	private volatile boolean scraped;

	/**
	 * Create a watch.
	 * @param within the time in which a scrape is expected
	 * @param clock nanoseconds
	 */
	ScrapeWatch(Duration within, LongSupplier clock) {
		this.within = within;
		this.clock = clock;
		this.last = clock.getAsLong();
	}

	@Override
	public MetricSnapshots collect() {
		this.last = this.clock.getAsLong();
		this.scraped = true;
		return MetricSnapshots.of();
	}

	@Override
	public void examine(Consumer<Finding> findings) {
		Duration silence = Duration.ofNanos(this.clock.getAsLong() - this.last);
		if (silence.compareTo(this.within) > 0) {
			findings.accept(new Finding("metrics",
					"Nobody has scraped /actuator/prometheus for " + silence.toMinutes() + " minutes"
							+ (this.scraped ? "." : ", since the start."),
					"Look at the targets of Prometheus: address, port, path, and the token if fanlight.endpoints.token is set."));
		}
	}

}
