package dev.fanlight.autoconfigure.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.fanlight.autoconfigure.environment.Checks.Check;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What the effective value of a key must look like, whoever set it. Other keys are bound
 * by whoever owns them, with Boot's own report.
 */
final class SettingChecks {

	private static final Map<String, Check> CHECKS = checks();

	private SettingChecks() {
	}

	/**
	 * Check every key of the table.
	 * @param environment the complete environment
	 * @return all mistakes
	 */
	static List<Mistake> mistakes(ConfigurableEnvironment environment) {
		List<Mistake> mistakes = new ArrayList<>();
		CHECKS.forEach((key, check) -> {
			ConfigurationProperty property = effective(key, environment);
			String value = (property != null) ? resolved(property, environment) : "";
			String complaint = value.isBlank() ? null : check.complaint(value);
			if (property != null && complaint != null) {
				mistakes.add(mistake(property, value, complaint));
			}
		});
		return mistakes;
	}

	/**
	 * Describe a mistake in the effective value of a key.
	 * @param key the key
	 * @param environment the environment
	 * @param complaint the sentence that mends it
	 * @return the mistake or {@code null} if nobody set the key
	 */
	static @Nullable Mistake mistake(String key, ConfigurableEnvironment environment, String complaint) {
		ConfigurationProperty property = effective(key, environment);
		return (property != null) ? mistake(property, resolved(property, environment), complaint) : null;
	}

	private static Mistake mistake(ConfigurationProperty property, String value, String complaint) {
		String written = (property.getOrigin() instanceof PropertySourceOrigin origin) ? origin.getPropertyName()
				: property.getName().toString();
		return new Mistake(written, Mistake.shown(value), Mistake.describe(property.getOrigin()), complaint);
	}

	private static @Nullable ConfigurationProperty effective(String key, ConfigurableEnvironment environment) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(key);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	private static String resolved(ConfigurationProperty property, ConfigurableEnvironment environment) {
		String value = property.getValue().toString();
		try {
			return environment.resolvePlaceholders(value);
		}
		catch (IllegalArgumentException ex) {
			return value;
		}
	}

	private static Map<String, Check> checks() {
		Map<String, Check> checks = new LinkedHashMap<>();
		for (String key : List.of("fanlight.enabled", "fanlight.endpoint.enabled", "fanlight.logging.enabled",
				"fanlight.logging.otlp.enabled", "fanlight.logging.request-id.enabled", "fanlight.metrics.enabled",
				"fanlight.metrics.target-info.enabled", "fanlight.tracing.register-global",
				"fanlight.tracing.yield-to-agent", "fanlight.traffic.enabled", "fanlight.traffic.exclude-management",
				"management.opentelemetry.enabled", "management.tracing.export.enabled",
				"management.tracing.export.otlp.enabled", "management.logging.export.otlp.enabled",
				FanlightDefaults.METRICS_PUSH)) {
			checks.put(key, Checks::booleanValue);
		}
		checks.put("fanlight.endpoint.default-expiry", Checks::positiveDuration);
		checks.put("fanlight.endpoint.max-expiry", Checks::positiveDuration);
		for (String duration : List.of("shutdown-timeout", "initial-backoff", "max-backoff", "spool.max-age")) {
			checks.put("fanlight.delivery." + duration, Checks::duration);
		}
		checks.put("fanlight.delivery.max-queue-size", Checks.dataSize("64KB"));
		checks.put("fanlight.delivery.spool.directory", Checks::directory);
		checks.put("fanlight.delivery.spool.max-size", Checks.dataSize("1MB"));
		checks.put("fanlight.logging.format", Checks.oneOf("json", "text"));
		checks.put("fanlight.logging.request-id.header", Checks::headerName);
		checks.put("fanlight.metrics.otlp.transport", Checks.oneOf("grpc", "http"));
		checks.put("management.server.port", Checks::managementPort);
		checks.put(FanlightDefaults.PROBABILITY, Checks::ratio);
		checks.put("management.opentelemetry.tracing.sampler", Checks.oneOf("always-on", "always-off", "trace-id-ratio",
				"parent-based-always-on", "parent-based-always-off", "parent-based-trace-id-ratio"));
		checks.put("management.tracing.exemplars.include", Checks.oneOf("all", "none", "sampled-traces"));
		for (String direction : List.of("type", "produce", "consume")) {
			checks.put("management.tracing.propagation." + direction, Checks.listOf("w3c", "b3", "b3-multi"));
		}
		for (String signal : List.of("tracing", "logging")) {
			addExport(checks, "management.opentelemetry." + signal + ".export.");
		}
		checks.put(Conversions.METRICS_URL, Checks::endpoint);
		checks.put("management.otlp.metrics.export.compression-mode", Checks.oneOf("gzip", "none"));
		for (String duration : List.of("step", "connect-timeout", "read-timeout")) {
			checks.put("management.otlp.metrics.export." + duration, Checks::duration);
		}
		return checks;
	}

	private static void addExport(Map<String, Check> checks, String prefix) {
		checks.put(prefix + "otlp.endpoint", Checks::endpoint);
		checks.put(prefix + "otlp.transport", Checks.oneOf("grpc", "http"));
		checks.put(prefix + "otlp.compression", Checks.oneOf("gzip", "none"));
		for (String duration : List.of("otlp.timeout", "otlp.connect-timeout", "timeout", "schedule-delay")) {
			checks.put(prefix + duration, Checks::duration);
		}
		checks.put(prefix + "max-queue-size", Checks::positive);
		checks.put(prefix + "max-batch-size", Checks::positive);
	}

}
