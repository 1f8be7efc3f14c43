package dev.fanlight.autoconfigure.slo;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;

import org.springframework.util.ClassUtils;

/**
 * What counters are called in Prometheus, which keeps some endings for itself.
 */
final class BusinessCounters {

	private static final boolean PROMETHEUS = ClassUtils
		.isPresent("io.prometheus.metrics.model.snapshots.PrometheusNaming", BusinessCounters.class.getClassLoader());

	private BusinessCounters() {
	}

	static List<String> inPrometheus(List<String> meters) {
		return meters.stream().map(BusinessCounters::inPrometheus).toList();
	}

	private static String inPrometheus(String meter) {
		String name = NamingConvention.snakeCase.name(meter, Meter.Type.COUNTER);
		return (PROMETHEUS ? PrometheusNaming.sanitizeMetricName(name) : name.replaceAll("_total$", "")) + "_total";
	}

}
