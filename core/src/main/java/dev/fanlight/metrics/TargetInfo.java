package dev.fanlight.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The OpenTelemetry resource as the Prometheus meter {@code target_info}: who is scraped
 * stands there once and on no other series.
 */
public final class TargetInfo implements MeterBinder {

	private final List<Tag> tags;

	/**
	 * Create the meter.
	 * @param attributes the resource attributes, dots and all
	 */
	public TargetInfo(Map<String, String> attributes) {
		this.tags = new ArrayList<>();
		attributes.forEach((key, value) -> this.tags.add(Tag.of(key, value)));
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("target.info", () -> 1).description("Target metadata").tags(this.tags).register(registry);
	}

}
