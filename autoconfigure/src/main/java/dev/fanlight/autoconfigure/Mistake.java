package dev.fanlight.autoconfigure;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * A setting with a value that cannot be meant. All mistakes of a start are reported
 * together.
 *
 * @param key the key as the user wrote it
 * @param value the value, fit to be shown
 * @param origin where it was written, in words
 * @param fix what is wrong and what to write instead
 */
public record Mistake(String key, String value, String origin, String fix) {

	private static final int LONGEST_VALUE = 120;

	/**
	 * Describe a mistake in a value.
	 * @param key the key as the user wrote it
	 * @param value the value as written
	 * @param origin the origin that Boot knows
	 * @param fix what is wrong and what to write instead
	 * @return the mistake
	 */
	public static Mistake of(String key, String value, @Nullable Origin origin, String fix) {
		return new Mistake(key, shown(value), describe(origin), fix);
	}

	/**
	 * Describe a mistake in the effective value of a key, or of an element of a list that
	 * may be written as one value.
	 * @param key the key
	 * @param value the value that is wrong
	 * @param environment where it was set
	 * @param fix what is wrong and what to write instead
	 * @return the mistake
	 */
	public static Mistake in(String key, String value, Environment environment, String fix) {
		ConfigurationPropertyName name = ConfigurationPropertyName.ofIfValid(key);
		ConfigurationProperty property = null;
		while (property == null && name != null && !name.isEmpty()) {
			property = effective(name, environment);
			name = name.isLastElementIndexed() ? name.getParent() : null;
		}
		return of(key, value, (property != null) ? property.getOrigin() : near(key, environment), fix);
	}

	/** Of what stands below a key that has no value itself, or else beside it. */
	private static @Nullable Origin near(String key, Environment environment) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
		for (ConfigurationPropertyName above = name; above.getNumberOfElements() > 2
				&& above.getNumberOfElements() >= name.getNumberOfElements() - 1; above = above.getParent()) {
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
				ConfigurationPropertyName found = (source instanceof IterableConfigurationPropertySource iterable)
						? iterable.stream().filter(above::isAncestorOf).findFirst().orElse(null) : null;
				ConfigurationProperty property = (found != null) ? source.getConfigurationProperty(found) : null;
				if (property != null) {
					return property.getOrigin();
				}
			}
		}
		return null;
	}

	/**
	 * Find what a key is set to.
	 * @param name the key
	 * @param environment where to look
	 * @return the property of the first source that has it, or {@code null}
	 */
	public static @Nullable ConfigurationProperty effective(ConfigurationPropertyName name, Environment environment) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	/**
	 * Make a value fit to be shown: no secret, no user-info, no query, no end.
	 * @param value the value as written
	 * @return the value to show
	 */
	public static String shown(String value) {
		String safe = Shown.REDACTOR.redact(value.replaceAll("(?<=//)[^/]*@", "***@").replaceAll("\\?.*", "?***"),
				Exit.LOG);
		return (safe.length() <= LONGEST_VALUE) ? safe : safe.substring(0, LONGEST_VALUE) + "...";
	}

	/**
	 * Describe where a value comes from.
	 * @param origin the origin that Boot knows
	 * @return the words
	 */
	public static String describe(@Nullable Origin origin) {
		if (origin instanceof PropertySourceOrigin sourceOrigin) {
			return switch (sourceOrigin.getPropertySource().getName()) {
				case CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME -> "command line";
				case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "system property";
				default -> (sourceOrigin.getOrigin() != null) ? describe(sourceOrigin.getOrigin())
						: sourceOrigin.getPropertySource().getName();
			};
		}
		if (origin instanceof SystemEnvironmentOrigin variable) {
			return "environment variable " + variable.getProperty();
		}
		return (origin != null) ? origin.toString() : "unknown origin";
	}

	/** Made when there is a mistake, and not before. */
	private static final class Shown {

		static final Redactor REDACTOR = Redactor.of(RedactionPolicy.defaults());

	}

}
