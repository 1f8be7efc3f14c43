package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.fanlight.autoconfigure.Diagnosis;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Notices when somebody scrapes, without adding anything to the scrape.
 */
final class ScrapeWatch implements MultiCollector, Diagnosis {

	private final Duration within;

	private final LongSupplier clock;

	private volatile long last;

	private final boolean pushed;

	private volatile boolean scraped;

	/** Whose scrape is not one of Prometheus. */
	private volatile @Nullable Thread own;

	/**
	 * Create a watch.
	 * @param within the time in which a scrape is expected
	 * @param pushed whether metrics are pushed as well, so that nobody may have to scrape
	 * @param clock nanoseconds
	 */
	ScrapeWatch(Duration within, boolean pushed, LongSupplier clock) {
		this.within = within;
		this.pushed = pushed;
		this.clock = clock;
		this.last = clock.getAsLong();
	}

	@Override
	public MetricSnapshots collect() {
		if (Thread.currentThread() != this.own) {
			this.last = this.clock.getAsLong();
			this.scraped = true;
		}
		return MetricSnapshots.of();
	}

	/**
	 * Scrape without being seen.
	 * @param scrape scrapes on this thread
	 * @return what it got
	 */
	synchronized MetricSnapshots unnoticed(Supplier<MetricSnapshots> scrape) {
		this.own = Thread.currentThread();
		try {
			return scrape.get();
		}
		finally {
			this.own = null;
		}
	}

	@Override
	public void examine(Consumer<Finding> findings) {
		Duration silence = Duration.ofNanos(this.clock.getAsLong() - this.last);
		if (silence.compareTo(this.within) > 0 && (this.scraped || !this.pushed)) {
			findings.accept(new Finding("metrics",
					"Nobody has scraped /actuator/prometheus for " + silence.toMinutes() + " minutes"
							+ (this.scraped ? "." : ", since the start."),
					"Look at the targets of Prometheus: address, port, path, and the token if fanlight.endpoints.token is set;"
							+ " and for prometheus in management.endpoints.web.exposure.include."));
		}
	}

}
