package dev.fanlight.autoconfigure.alerting;

import java.time.Instant;

import dev.fanlight.autoconfigure.RequestMeterNames.Requests;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Finds traces of slow requests among the exemplars of their histogram, which point to
 * traces that were kept.
 */
final class SlowTraces {

	private SlowTraces() {
	}

	/**
	 * The slowest request that an exemplar tells of.
	 * @param registry the registry, that of Prometheus or another
	 * @param names what requests are called there
	 * @param route the route
	 * @param since how old it may be
	 * @return the id of its trace, or {@code null} if there is none
	 */
	static @Nullable String slowest(@Nullable MeterRegistry registry, Requests names, String route, Instant since) {
		if (!(registry instanceof PrometheusMeterRegistry prometheus)) {
			return null;
		}
		Exemplar slowest = null;
		for (MetricSnapshot metric : prometheus.getPrometheusRegistry().scrape(names.metric()::equals)) {
			if (metric instanceof HistogramSnapshot histogram) {
				for (HistogramDataPointSnapshot point : histogram.getDataPoints()) {
					Labels labels = point.getLabels();
					if (route.equals(labels.get(names.method()) + " " + labels.get(names.route()))) {
						slowest = slowest(point, slowest, since);
					}
				}
			}
		}
		return (slowest != null) ? slowest.getLabels().get(Exemplar.TRACE_ID) : null;
	}

	private static @Nullable Exemplar slowest(HistogramDataPointSnapshot point, @Nullable Exemplar known,
			Instant since) {
		Exemplar slowest = known;
		for (Exemplar exemplar : point.getExemplars()) {
			if (exemplar.getTimestampMillis() >= since.toEpochMilli()
					&& (slowest == null || exemplar.getValue() > slowest.getValue())) {
				slowest = exemplar;
			}
		}
		return slowest;
	}

}
