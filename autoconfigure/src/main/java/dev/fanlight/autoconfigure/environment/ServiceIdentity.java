package dev.fanlight.autoconfigure.environment;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.environment.VariableSource.Written;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Who this service is: name, environment, version and instance. The sources are asked in
 * order and the first answer is published for logs, metrics and traces alike.
 */
final class ServiceIdentity {

	private static final String NAME = "fanlight.service.name";

	private static final String ENVIRONMENT = "fanlight.environment";

	private static final String VERSION = "fanlight.service.version";

	private static final String APPLICATION_NAME = "spring.application.name";

	private static final String APPLICATION_VERSION = "spring.application.version";

	private static final String ATTRIBUTES = "management.opentelemetry.resource-attributes";

	private static final String ATTRIBUTES_VARIABLE = "OTEL_RESOURCE_ATTRIBUTES";

	private static final String BUILD_INFO = "META-INF/build-info.properties";

	private static final String DEVELOPMENT = "development";

	private final List<VariableSource> sources;

	private final Findings findings;

	private final Map<VariableSource, Map<String, String>> attributes = new HashMap<>();

	ServiceIdentity(List<VariableSource> sources, Findings findings) {
		this.sources = sources;
		this.findings = findings;
	}

	/**
	 * Publish the identity.
	 * @param environment the environment without defaults
	 * @param resources the loader of the build information
	 * @return defaults for what nobody set
	 */
	Map<String, String> publish(Environment environment, ResourceLoader resources) {
		publishAttributes();
		Map<String, String> defaults = new LinkedHashMap<>();
		Answer name = publish(NAME, "service.name",
				(source) -> firstOf(key(source, NAME, "service.name"), source.key(APPLICATION_NAME),
						source.variable("OTEL_SERVICE_NAME"), attribute(source, "service.name"),
						source.variable("SERVICE_NAME")));
		if (name != null && !FanlightEnvironmentPostProcessor.isSet(APPLICATION_NAME, environment)) {
			name.source().publish(APPLICATION_NAME, name.written().value(), name.written());
		}
		if (publish(ENVIRONMENT, "deployment.environment.name",
				(source) -> firstOf(key(source, ENVIRONMENT, "deployment.environment.name"), source.variable("APP_ENV"),
						attribute(source, "deployment.environment.name"),
						attribute(source, "deployment.environment"))) == null) {
			defaults.put(ENVIRONMENT, DEVELOPMENT);
			defaults.put(ATTRIBUTES + "[deployment.environment.name]", DEVELOPMENT);
		}
		String version = built(environment, resources);
		if (publish(VERSION, "service.version", (source) -> firstOf(key(source, VERSION, "service.version"),
				source.key(APPLICATION_VERSION), attribute(source, "service.version"))) == null && version != null) {
			defaults.put(VERSION, version);
			defaults.put(ATTRIBUTES + "[service.version]", version);
		}
		defaults.put(ATTRIBUTES + "[service.instance.id]", UUID.randomUUID().toString());
		return defaults;
	}

	private void publishAttributes() {
		for (VariableSource source : this.sources) {
			Written variable = source.variable(ATTRIBUTES_VARIABLE);
			Map<String, String> pairs = Map.of();
			if (variable != null) {
				pairs = parse(variable);
				pairs.forEach((name, value) -> source.publish(ATTRIBUTES + "[" + name + "]", value, variable));
			}
			this.attributes.put(source, pairs);
		}
	}

	private Map<String, String> parse(Written variable) {
		try {
			return Conversions.pairs(variable.value(), "");
		}
		catch (Conversion.BadValueException ex) {
			this.findings
				.add(Mistake.of(variable.name(), variable.value(), variable.origin(), String.valueOf(ex.getMessage())));
			return Map.of();
		}
	}

	private @Nullable Answer publish(String key, String attribute, Question question) {
		for (VariableSource source : this.sources) {
			Written written = question.ask(source);
			if (written != null) {
				source.publish(key, written.value(), written);
				source.publish(ATTRIBUTES + "[" + attribute + "]", written.value(), written);
				return new Answer(source, written);
			}
		}
		return null;
	}

	private static @Nullable Written key(VariableSource source, String key, String attribute) {
		return firstOf(source.key(key), source.key(ATTRIBUTES + "[" + attribute + "]"),
				source.key(ATTRIBUTES + "." + attribute));
	}

	private @Nullable Written attribute(VariableSource source, String name) {
		String value = this.attributes.getOrDefault(source, Map.of()).get(name);
		Written variable = source.variable(ATTRIBUTES_VARIABLE);
		return (value == null || value.isBlank() || variable == null) ? null
				: new Written(variable.name(), value, variable.origin());
	}

	private static @Nullable Written firstOf(@Nullable Written... candidates) {
		for (Written candidate : candidates) {
			if (candidate != null) {
				return candidate;
			}
		}
		return null;
	}

	private static @Nullable String built(Environment environment, ResourceLoader resources) {
		Resource build = resources
			.getResource(environment.getProperty("spring.info.build.location", "classpath:" + BUILD_INFO));
		try {
			Properties properties = (build.exists()) ? PropertiesLoaderUtils.loadProperties(build) : new Properties();
			return properties.getProperty("build.version");
		}
		catch (IOException | IllegalArgumentException ex) {
			return null;
		}
	}

	@FunctionalInterface
	private interface Question {

		@Nullable Written ask(VariableSource source);

	}

	private record Answer(VariableSource source, Written written) {
	}

	/**
	 * Lets the version be read in a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern(BUILD_INFO);
		}

	}

}
