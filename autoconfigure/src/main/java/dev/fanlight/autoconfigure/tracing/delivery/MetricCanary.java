package dev.fanlight.autoconfigure.tracing.delivery;

import dev.fanlight.autoconfigure.Diagnosis;
import io.micrometer.core.instrument.Clock;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Pushes one counter at once, by the settings and the sender of the application's own
 * registry, which would wait for its next step.
 */
final class MetricCanary {

	private final ObjectProvider<OtlpConfig> config;

	private final OtlpMetricsSender sender;

	MetricCanary(ObjectProvider<OtlpConfig> config, OtlpMetricsSender sender) {
		this.config = config;
		this.sender = sender;
	}

	/** Returns once the pipeline has it. */
	void push() {
		this.config.ifAvailable((config) -> {
			OtlpMeterRegistry registry = OtlpMeterRegistry.builder(config)
				.clock(Clock.SYSTEM)
				.metricsSender(this.sender)
				.build();
			registry.counter(Diagnosis.CANARY).increment();
			registry.close();
		});
	}

}
