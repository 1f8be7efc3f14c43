package dev.fanlight.autoconfigure.environment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fanlight.autoconfigure.Mistake;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Keys below {@code fanlight} that nobody reads: Boot binds what it knows and passes over
 * a misspelt key in silence. What is known stands in the generated metadata.
 */
final class UnknownKeys {

	private static final ConfigurationPropertyName FANLIGHT = ConfigurationPropertyName.of("fanlight");

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern PROPERTY = Pattern
		.compile("\"name\":\\s*\"(fanlight\\.[a-z0-9.-]+)\",\\s*\"type\":\\s*\"([^\"]+)\"");

	/** More changes than this make another word. */
	private static final int NEAR = 4;

	private UnknownKeys() {
	}

	/**
	 * Say which keys nobody knows.
	 * @param environment the environment
	 * @return one line, or {@code null} if there is none
	 */
	static @Nullable String complaint(ConfigurableEnvironment environment) {
		Map<ConfigurationPropertyName, String> set = set(environment);
		if (set.isEmpty()) {
			return null;
		}
		String metadata = metadata();
		set.keySet().removeIf((name) -> metadata.contains('"' + name.toString() + '"'));
		if (set.isEmpty()) {
			return null;
		}
		Map<String, Boolean> known = known(metadata);
		List<String> unknown = new ArrayList<>();
		set.forEach((name, described) -> {
			if (!isKnown(name, known)) {
				unknown.add(described + suggestion(name.toString(), known.keySet()));
			}
		});
		return (unknown.isEmpty() || known.isEmpty()) ? null
				: "Nobody reads these keys of Fanlight: " + String.join("; ", unknown);
	}

	private static Map<ConfigurationPropertyName, String> set(ConfigurableEnvironment environment) {
		Map<ConfigurationPropertyName, String> set = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			// A variable cannot say where its words end
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				iterable.stream()
					.filter(FANLIGHT::isAncestorOf)
					.forEach((name) -> set.putIfAbsent(name, described(name, source)));
			}
		}
		return set;
	}

	private static String described(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		return name + ((property != null) ? " (" + Mistake.describe(property.getOrigin()) + ")" : "");
	}

	private static boolean isKnown(ConfigurationPropertyName name, Map<String, Boolean> known) {
		for (Map.Entry<String, Boolean> entry : known.entrySet()) {
			ConfigurationPropertyName key = ConfigurationPropertyName.of(entry.getKey());
			if (key.equals(name) || (entry.getValue() && key.isAncestorOf(name))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Each known key, and whether it may have keys of the user's below it.
	 */
	private static Map<String, Boolean> known(String metadata) {
		Map<String, Boolean> known = new LinkedHashMap<>();
		Matcher matcher = PROPERTY.matcher(metadata);
		while (matcher.find()) {
			String type = matcher.group(2);
			known.put(matcher.group(1), type.startsWith("java.util.") || type.endsWith("[]"));
		}
		return known;
	}

	private static String suggestion(String name, Set<String> known) {
		String lastOfName = last(name);
		Set<String> elsewhere = new TreeSet<>();
		String nearest = null;
		int least = NEAR;
		for (String candidate : known) {
			int distance = distance(name, candidate);
			if (distance < least) {
				least = distance;
				nearest = candidate;
			}
			if (!"enabled".equals(lastOfName) && lastOfName.equals(last(candidate))) {
				elsewhere.add(candidate);
			}
		}
		if (nearest != null) {
			return ": did you mean " + nearest + "?";
		}
		return (elsewhere.size() == 1) ? ": did you mean " + elsewhere.iterator().next() + "?" : "";
	}

	private static String last(String name) {
		return ConfigurationPropertyName.of(name).getLastElement(Form.UNIFORM);
	}

	/** The number of characters to change, add or leave out. */
	private static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j < row.length; j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int change = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[row.length - 1];
	}

	/** The application may have metadata of its own: ours stands beside this class. */
	private static String metadata() {
		String self = UnknownKeys.class.getName().replace('.', '/') + ".class";
		URL location = UnknownKeys.class.getResource('/' + self);
		if (location == null) {
			return "";
		}
		String root = location.toString().substring(0, location.toString().length() - self.length());
		try (InputStream stream = URI.create(root + METADATA).toURL().openStream()) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException | IllegalArgumentException ex) {
			// Repackaged without it, as in a native image
			return "";
		}
	}

}
