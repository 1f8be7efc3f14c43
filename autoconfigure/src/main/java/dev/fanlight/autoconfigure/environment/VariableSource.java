package dev.fanlight.autoconfigure.environment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.fanlight.autoconfigure.Mistake;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * A property source as Fanlight reads it, and what is derived from its variables. The
 * derived values stand right behind it, so that one of Boot's keys in the same source
 * wins and the order of sources holds.
 */
final class VariableSource {

	private final PropertySource<?> source;

	private final @Nullable ConfigurationPropertySource keys;

	private final ConfigurableEnvironment environment;

	private final Set<String> names;

	private final Map<String, Object> derived = new LinkedHashMap<>();

	/**
	 * Create a view.
	 * @param source the source
	 * @param keys how Boot reads keys from it, if it does
	 * @param environment the environment, for placeholders
	 */
	VariableSource(PropertySource<?> source, @Nullable ConfigurationPropertySource keys,
			ConfigurableEnvironment environment) {
		this.source = source;
		this.keys = keys;
		this.environment = environment;
		this.names = (source instanceof EnumerablePropertySource<?> enumerable)
				? Arrays.stream(enumerable.getPropertyNames())
					.map((name) -> name.toUpperCase(Locale.ROOT).replace('.', '_'))
					.collect(Collectors.toUnmodifiableSet())
				: Set.of();
	}

	/**
	 * Find a variable by its standard name or, as the OpenTelemetry SDK spells it in
	 * system properties, in lower case with dots.
	 * @param name the standard name
	 * @return the variable or {@code null}, also when it is empty
	 */
	@Nullable Written variable(String name) {
		if (!this.names.contains(name)) {
			return null;
		}
		Written exact = raw(name);
		return (exact != null || !name.startsWith("OTEL_")) ? exact
				: raw(name.toLowerCase(Locale.ROOT).replace('_', '.'));
	}

	private @Nullable Written raw(String name) {
		Object value = this.source.getProperty(name);
		return (value != null) ? written(name, value, PropertySourceOrigin.get(this.source, name)) : null;
	}

	/**
	 * Find a key in any spelling that Boot binds.
	 * @param key the key
	 * @return the value or {@code null}, also when it is empty
	 */
	@Nullable Written key(String key) {
		ConfigurationProperty property = (this.keys != null)
				? this.keys.getConfigurationProperty(ConfigurationPropertyName.of(key)) : null;
		return (property != null) ? written(key, property.getValue(), property.getOrigin()) : null;
	}

	private @Nullable Written written(String name, Object raw, @Nullable Origin origin) {
		String value = raw.toString();
		try {
			value = this.environment.resolvePlaceholders(value);
		}
		catch (IllegalArgumentException ex) {
			// A circular placeholder; whoever reads the key is told
		}
		return value.isBlank() ? null : new Written(name, value, origin);
	}

	void publish(String key, String value, Written from) {
		this.derived.put(key, OriginTrackedValue.of(value, new VariableOrigin(from.name(), from.origin())));
	}

	void addDerivedTo(MutablePropertySources sources) {
		if (!this.derived.isEmpty()) {
			sources.addAfter(this.source.getName(), new OriginTrackedMapPropertySource(
					FanlightEnvironmentPostProcessor.DERIVED + this.source.getName(), this.derived, true));
		}
	}

	/**
	 * A value with what is needed to speak of it.
	 *
	 * @param name the name as looked up
	 * @param value the value, placeholders resolved
	 * @param origin where it was written
	 */
	record Written(String name, String value, @Nullable Origin origin) {
	}

	private record VariableOrigin(String name, @Nullable Origin parent) implements Origin {

		@Override
		public @Nullable Origin getParent() {
			return this.parent;
		}

		@Override
		public String toString() {
			return this.name + " from " + Mistake.describe(this.parent);
		}

	}

}
