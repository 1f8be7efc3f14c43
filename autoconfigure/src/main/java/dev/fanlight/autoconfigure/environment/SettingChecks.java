package dev.fanlight.autoconfigure.environment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.ValueCheck;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What the effective value of a key must look like, whoever set it. Other keys are bound
 * by whoever owns them, with Boot's own report.
 */
final class SettingChecks {

	/** Its value is never shown. */
	private static final String TOKEN_KEY = "fanlight.request-token.key";

	private static final ConfigurationPropertyName FANLIGHT = ConfigurationPropertyName.of("fanlight");

	private static final ConfigurationPropertyName REDACTION = ConfigurationPropertyName.of("fanlight.redaction");

	/** Their values are never shown. */
	private static final List<ConfigurationPropertyName> HEADERS = Stream
		.of("management.opentelemetry.tracing.export.otlp.headers",
				"management.opentelemetry.logging.export.otlp.headers", "management.otlp.metrics.export.headers")
		.map(ConfigurationPropertyName::of)
		.toList();

	private static final Map<String, ValueCheck> CHECKS = checks();

	private static final Set<String> CHECKED = CHECKS.keySet()
		.stream()
		.map((key) -> bound(ConfigurationPropertyName.of(key)))
		.collect(Collectors.toUnmodifiableSet());

	private SettingChecks() {
	}

	/**
	 * Check every key of the table, and every switch of Fanlight and header of an
	 * exporter that somebody set.
	 * @param environment the complete environment
	 * @return all mistakes
	 */
	static List<Mistake> mistakes(ConfigurableEnvironment environment) {
		List<Mistake> mistakes = new ArrayList<>();
		Map<String, ValueCheck> checks = new LinkedHashMap<>(CHECKS);
		names(environment, SettingChecks::isSwitch)
			.forEach((name) -> checks.putIfAbsent(name.toString(), Checks::booleanValue));
		names(environment, SettingChecks::isHeader).forEach((name) -> checks.put(name.toString(), ValueCheck.HEADER));
		checks.forEach((key, check) -> {
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
	 * Find settings whose value refers to what nobody set: those of Fanlight, whatever
	 * their names, and those of the table. Sources that come once the environment is
	 * complete are too late, such as those of {@code @PropertySource}.
	 * @param environment the environment with all that the user wrote
	 * @return all mistakes
	 */
	static List<Mistake> unresolved(ConfigurableEnvironment environment) {
		List<Mistake> mistakes = new ArrayList<>();
		Map<String, ConfigurationPropertySource> winners = new HashMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter((name) -> FANLIGHT.isAncestorOf(name) || CHECKED.contains(bound(name)))
					.filter((name) -> winners.computeIfAbsent(bound(name), (bound) -> source) == source)
					.forEach((name) -> {
						ConfigurationProperty property = source.getConfigurationProperty(name);
						String value = (property != null) ? property.getValue().toString() : "";
						String complaint = Checks.placeholder(value, environment);
						if (property != null && complaint != null) {
							// Beside a placeholder may stand a part of a secret
							mistakes
								.add(mistake(property, value.matches("\\$\\{[\\w.-]+}") ? value : "***", complaint));
						}
					});
			}
		}
		return mistakes;
	}

	/**
	 * What one source decides: a key, in a spelling that a variable can have, too, or a
	 * whole list.
	 */
	private static String bound(ConfigurationPropertyName name) {
		int size = 0;
		while (size < name.getNumberOfElements() && !name.isNumericIndex(size)) {
			size++;
		}
		return name.chop(size).toString().replaceAll("[.-]", "").toLowerCase(Locale.ROOT);
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

	private static Set<ConfigurationPropertyName> names(ConfigurableEnvironment environment,
			Predicate<ConfigurationPropertyName> wanted) {
		Set<ConfigurationPropertyName> names = new LinkedHashSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().filter(wanted).forEach(names::add);
			}
		}
		return names;
	}

	private static boolean isHeader(ConfigurationPropertyName name) {
		return HEADERS.stream().anyMatch((headers) -> headers.isAncestorOf(name));
	}

	private static boolean isSwitch(ConfigurationPropertyName name) {
		return FANLIGHT.isAncestorOf(name) && "enabled".equals(name.getLastElement(Form.UNIFORM))
		// Read and reported with the policy
				&& !REDACTION.isAncestorOf(name);
	}

	private static Mistake mistake(ConfigurationProperty property, String value, String complaint) {
		String written = (property.getOrigin() instanceof PropertySourceOrigin origin) ? origin.getPropertyName()
				: property.getName().toString();
		boolean secret = property.getName().equals(ConfigurationPropertyName.of(TOKEN_KEY))
				|| isHeader(property.getName());
		String shown = secret ? "***" : value;
		return Mistake.of(written, shown, property.getOrigin(), complaint);
	}

	private static @Nullable ConfigurationProperty effective(String key, ConfigurableEnvironment environment) {
		return Mistake.effective(ConfigurationPropertyName.of(key), environment);
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

	private static Map<String, ValueCheck> checks() {
		Map<String, ValueCheck> checks = new LinkedHashMap<>();
		checks.put("fanlight.logging.flight-recorder.render-objects", Checks::booleanValue);
		checks.put("fanlight.tracing.register-global", Checks::booleanValue);
		checks.put("fanlight.tracing.sampling.keep-errors", Checks::booleanValue);
		checks.put("fanlight.tracing.yield-to-agent", Checks::booleanValue);
		checks.put("fanlight.traffic.exclude-management", Checks::booleanValue);
		checks.put("management.opentelemetry.enabled", Checks::booleanValue);
		checks.put("management.tracing.export.enabled", Checks::booleanValue);
		checks.put("management.tracing.export.otlp.enabled", Checks::booleanValue);
		checks.put("management.logging.export.otlp.enabled", Checks::booleanValue);
		checks.put(FanlightDefaults.METRICS_PUSH, Checks::booleanValue);
		checks.put("fanlight.doctor.at-start", Checks::booleanValue);
		checks.put("fanlight.doctor.timeout", ValueCheck.POSITIVE_DURATION);
		checks.put("fanlight.metrics.business.strict", Checks::booleanValue);
		checks.put("fanlight.metrics.entries.kinds",
				Checks.listOf("http", "scheduled", "async", "message", "graphql", "grpc"));
		checks.put("fanlight.metrics.scrape-watch.within", ValueCheck.POSITIVE_DURATION);
		checks.put("fanlight.slo.symptoms.p99", ValueCheck.POSITIVE_DURATION);
		addLines(checks);
		checks.put("fanlight.endpoint.default-expiry", ValueCheck.POSITIVE_DURATION);
		checks.put("fanlight.endpoint.max-expiry", ValueCheck.POSITIVE_DURATION);
		checks.put("fanlight.delivery.shutdown-timeout", ValueCheck.DURATION);
		for (String duration : List.of("initial-backoff", "max-backoff", "spool.max-age")) {
			checks.put("fanlight.delivery." + duration, ValueCheck.POSITIVE_DURATION);
		}
		checks.put("fanlight.delivery.max-queue-size", Checks::dataSize);
		checks.put("fanlight.delivery.spool.directory", Checks::directory);
		checks.put("fanlight.delivery.spool.max-size", Checks::dataSize);
		checks.put("fanlight.logging.format", Checks.oneOf("json", "text"));
		checks.put("fanlight.logging.request-id.header", Checks::headerName);
		checks.put("fanlight.logging.request-id.propagate", Checks::booleanValue);
		checks.put("fanlight.logging.response-headers", Checks.listOf("traceresponse", "server-timing"));
		checks.put("fanlight.logging.sinks.async.caller-data", Checks::booleanValue);
		checks.put("fanlight.logging.sinks.async.linger", Checks::linger);
		checks.put("fanlight.logging.sinks.async.max-block", ValueCheck.DURATION);
		checks.put("fanlight.logging.sinks.async.max-queue-size", Checks::dataSize);
		checks.put("fanlight.logging.sinks.async.queue-size", Checks::queueSize);
		checks.put("fanlight.logging.sinks.async.shutdown-timeout", ValueCheck.DURATION);
		checks.put("fanlight.metrics.otlp.transport", Checks.oneOf("grpc", "http"));
		for (String count : List.of("flight-recorder.max-lines", "flight-recorder.max-replayed-lines",
				"storm-guard.limit", "storm-guard.error-limit", "storm-guard.max-keys")) {
			checks.put("fanlight.logging." + count, Checks::positive);
		}
		for (String duration : List.of("slow-threshold", "slow-job-threshold")) {
			checks.put("fanlight.logging.flight-recorder." + duration, ValueCheck.DURATION);
		}
		checks.put("fanlight.logging.flight-recorder.max-age", ValueCheck.POSITIVE_DURATION);
		checks.put("fanlight.logging.storm-guard.interval", ValueCheck.DURATION
			.and(ValueCheck.of((value) -> DurationStyle.detectAndParse(value).toSeconds() > 0, "must be at least 1s")));
		checks.put("fanlight.logging.flight-recorder.max-size", Checks::dataSize);
		checks.put("fanlight.logging.flight-recorder.max-total-size", Checks::dataSize);
		checks.put(TOKEN_KEY, Checks::tokenKey);
		checks.put("fanlight.request-token.header", Checks::headerName);
		checks.put("fanlight.request-token.max-validity", ValueCheck.DURATION);
		checks.put("fanlight.request-token.clock-skew", ValueCheck.DURATION);
		checks.put("fanlight.request-token.max-uses", Checks::positive);
		addTail(checks);
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
			checks.put("management.otlp.metrics.export." + duration, ValueCheck.DURATION);
		}
		return checks;
	}

	private static void addLines(Map<String, ValueCheck> checks) {
		for (String lines : List.of("requests", "calls", "jobs", "messages")) {
			checks.put("fanlight.logging." + lines + ".level", Checks::logLevel);
			checks.put("fanlight.logging." + lines + ".slow-threshold", ValueCheck.DURATION);
			checks.put("fanlight.logging." + lines + ".started", Checks::booleanValue);
		}
		checks.put("fanlight.logging.bill.max-loggers", Checks::positive);
	}

	private static void addTail(Map<String, ValueCheck> checks) {
		checks.put("fanlight.tracing.propagation.announce-per-second", Checks::limit);
		checks.put("fanlight.tracing.sampling.keep-slower-than", ValueCheck.DURATION);
		checks.put("fanlight.tracing.sampling.keep-slower-than-percentile", ValueCheck.PERCENTILE);
		String prefix = "fanlight.tracing.tail.";
		for (String number : List.of("max-traces", "max-spans-per-trace", "max-verdicts")) {
			checks.put(prefix + number, Checks::positive);
		}
		checks.put(prefix + "max-bytes", Checks::size);
		checks.put(prefix + "max-age", ValueCheck.POSITIVE_DURATION);
		checks.put(prefix + "deadline", ValueCheck.POSITIVE_DURATION);
	}

	private static void addExport(Map<String, ValueCheck> checks, String prefix) {
		checks.put(prefix + "otlp.endpoint", Checks::endpoint);
		checks.put(prefix + "otlp.transport", Checks.oneOf("grpc", "http"));
		checks.put(prefix + "otlp.compression", Checks.oneOf("gzip", "none"));
		for (String duration : List.of("otlp.timeout", "otlp.connect-timeout", "timeout", "schedule-delay")) {
			checks.put(prefix + duration, ValueCheck.DURATION);
		}
		checks.put(prefix + "max-queue-size", Checks::positive);
		checks.put(prefix + "max-batch-size", Checks::positive);
	}

}
