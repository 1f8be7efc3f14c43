package dev.fanlight.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;

/**
 * The OpenTelemetry resource as the Prometheus metric {@code target_info}: who is scraped
 * stands there once and on no other series.
 */
public final class TargetInfo {

	private static final String NAME = "target_info";

	private TargetInfo() {
	}

	/**
	 * Register the metric.
	 * @param registry the registry that is scraped
	 * @param attributes the resource attributes; dots become underscores
	 * @return the metric
	 */
	public static Info register(PrometheusRegistry registry, Map<String, String> attributes) {
		SortedMap<String, String> labels = new TreeMap<>();
		attributes.forEach((key, value) -> labels.put(label(key), value));
		Info info = Info.builder()
			.name(NAME)
			.help("Target metadata")
			.labelNames(labels.keySet().toArray(String[]::new))
			.register(registry);
		info.setLabelValues(labels.values().toArray(String[]::new));
		return info;
	}

	private static String label(String key) {
		return PrometheusNaming.sanitizeLabelName(key).replace('.', '_');
	}

}
