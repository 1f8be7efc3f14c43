package dev.fanlight.autoconfigure.environment;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fanlight.autoconfigure.Mistake;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Names of observability settings that Boot 4 no longer reads, and says nothing about.
 */
final class OldNames {

	private static final String NOTHING = "";

	private static final Map<Pattern, String> SUCCESSORS = successors();

	private OldNames() {
	}

	/**
	 * Say which old names are set.
	 * @param environment the environment
	 * @return one line, or {@code null} if there is none
	 */
	static @Nullable String complaint(ConfigurableEnvironment environment) {
		Set<String> found = new LinkedHashSet<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable
					&& !source.getName().startsWith(FanlightEnvironmentPostProcessor.OURS)) {
				for (String name : enumerable.getPropertyNames()) {
					String successor = successor(name, source instanceof SystemEnvironmentPropertySource);
					if (successor != null) {
						found.add(name + " (" + Mistake.describe(PropertySourceOrigin.get(source, name)) + "): "
								+ (successor.isEmpty() ? "remove it, it has no successor" : "use " + successor));
					}
				}
			}
		}
		return found.isEmpty() ? null : "Spring Boot 4 ignores these old names: " + String.join("; ", found);
	}

	/**
	 * Find the new name.
	 * @param name a name as written
	 * @param variable whether it is written as an environment variable
	 * @return the new name in the same spelling, empty if there is none, {@code null} if
	 * the name is not old
	 */
	static @Nullable String successor(String name, boolean variable) {
		String key = variable ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
		if (!key.startsWith("management.")) {
			return null;
		}
		for (Map.Entry<Pattern, String> rule : SUCCESSORS.entrySet()) {
			Matcher matcher = rule.getKey().matcher(key);
			if (matcher.matches()) {
				String successor = matcher.replaceFirst(rule.getValue());
				return variable ? successor.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_') : successor;
			}
		}
		return null;
	}

	private static Map<Pattern, String> successors() {
		Map<Pattern, String> rules = new LinkedHashMap<>();
		add(rules, "management.tracing.export.otlp.enabled", "management.otlp.tracing.export.enabled");
		add(rules, "management.opentelemetry.tracing.export.otlp.$1", "management.otlp.tracing.(.+)");
		add(rules, "management.logging.export.otlp.enabled", "management.otlp.logging.export.enabled");
		add(rules, "management.opentelemetry.logging.export.otlp.$1", "management.otlp.logging.(.+)");
		add(rules, "management.opentelemetry.tracing.export.$1", "management.tracing.opentelemetry.export.(.+)");
		add(rules, "management.tracing.export.enabled", "management.tracing.enabled");
		add(rules, "management.tracing.export.zipkin.$1", "management.zipkin.tracing.(.+)");
		add(rules, NOTHING, "management.wavefront..+", "management.metrics.export.(signalfx|wavefront)..+",
				"management.metrics.export.[^.]+.num[.-]threads",
				"management.metrics.export.(ganglia.rate[.-]units|humio.repository|statsd.queue[.-]size)",
				"management.metrics.export.prometheus.histogram[.-]flavor",
				"management.metrics.binders.(files|jvm|logback|processor|uptime).enabled",
				"management.metrics.web.(client|server).request.autotime..+",
				"management.metrics.web.server.(auto[.-]time[.-]requests|request.ignore[.-]trailing[.-]slash)",
				"management.health.influxdb.enabled");
		add(rules, "management.prometheus.metrics.export.pushgateway.address",
				"management.(promethe?us.metrics.export|metrics.export.prometheus).pushgateway.base[.-]url");
		add(rules, "management.dynatrace.metrics.export.v1.$1",
				"management.metrics.export.dynatrace.(device[.-]id|group|technology[.-]type)");
		add(rules, "management.$1.metrics.export.$2", "management.metrics.export.([^.]+).(.+)");
		add(rules, "management.observations.http.$1.requests.name",
				"management.metrics.web.(client|server).requests?[.-]metric[.-]name");
		add(rules, "management.httpexchanges.recording.enabled", "management.trace.http.enabled");
		add(rules, "management.httpexchanges.recording.include", "management.trace.(?:http.)?include");
		add(rules, "spring.jmx.unique-names", "management.endpoints.jmx.unique[.-]names");
		add(rules, "management.server.base-path", "management.server.servlet.context[.-]path");
		add(rules, "management.endpoint.health.probes.enabled", "management.health.probes.enabled");
		return rules;
	}

	private static void add(Map<Pattern, String> rules, String successor, String... old) {
		for (String name : old) {
			rules.put(Pattern.compile(name), successor);
		}
	}

}
