package dev.fanlight.autoconfigure.environment;

import java.util.Map;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.Mistake;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Settings that can be meant, but seldom are.
 */
final class SettingsDiagnosis implements Diagnosis {

	private static final String HISTOGRAM = "management.metrics.distribution.percentiles-histogram";

	private static final String TRACES_ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

	private final ConfigurableEnvironment environment;

	SettingsDiagnosis(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void examine(Consumer<Finding> findings) {
		ConfigurationProperty probability = set(FanlightDefaults.PROBABILITY);
		if (probability != null && isOne(probability)
				&& FanlightProperties.isProduction(this.environment.getProperty("fanlight.environment", ""))) {
			findings.accept(new Finding("traces", "Every trace is recorded in production (" + Mistake
				.describe(probability.getOrigin()) + ").", "Set " + FanlightDefaults.PROBABILITY
						+ " to 0.1 or less, or fanlight.tracing.sampling.traces-per-second: failed and slow traces are kept anyway."));
		}
		if (probability != null && set(TRACES_ENDPOINT) == null) {
			findings.accept(new Finding("traces",
					"Sampling is configured (" + Mistake.describe(probability.getOrigin())
							+ ") but no collector is, so traces go nowhere.",
					"Set OTEL_EXPORTER_OTLP_ENDPOINT, for example to http://localhost:4318."));
		}
		Binder.get(this.environment)
			.bind(HISTOGRAM, Bindable.mapOf(String.class, Boolean.class))
			.orElse(Map.of())
			.forEach((meter, on) -> {
				if (on && set("management.metrics.distribution.maximum-expected-value." + meter) == null) {
					findings.accept(new Finding("metrics",
							"The histogram of " + meter + " has up to 68 buckets for each combination of tags.",
							"Limit it by management.metrics.distribution.maximum-expected-value." + meter
									+ ", or name the buckets you need in management.metrics.distribution.slo." + meter
									+ "."));
				}
			});
	}

	private static boolean isOne(ConfigurationProperty probability) {
		try {
			return Double.parseDouble(probability.getValue().toString().strip()) >= 1;
		}
		catch (NumberFormatException ex) {
			return false;
		}
	}

	/** Whatever is not a default of ours. */
	private @Nullable ConfigurationProperty set(String key) {
		ConfigurationProperty property = Mistake.effective(ConfigurationPropertyName.of(key), this.environment);
		boolean ours = property != null && property.getOrigin() instanceof PropertySourceOrigin origin
				&& origin.getPropertySource().getName().equals(FanlightDefaults.SOURCE);
		return ours ? null : property;
	}

}
