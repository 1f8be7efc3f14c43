package dev.fanlight.autoconfigure.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The settings of observability that are in force: whatever somebody set below
 * {@code fanlight}, {@code management} and {@code logging}, and what Fanlight supplies,
 * each with its origin. At most a thousand.
 */
final class SettingsSection implements EndpointSection {

	private static final int MOST_SHOWN = 1000;

	private static final List<ConfigurationPropertyName> ROOTS = List.of(ConfigurationPropertyName.of("fanlight"),
			ConfigurationPropertyName.of("management"), ConfigurationPropertyName.of("logging"));

	private static final ConfigurationPropertyName CHANNELS = ConfigurationPropertyName.of("fanlight.alerts.channels");

	/** Masked whatever they look like, beside what redaction recognises. */
	private static final Set<String> SECRET = Set.of("key", "secret", "token", "password", "url");

	/**
	 * Headers are credentials of any shape; what rules compare with is not shown
	 * elsewhere either. A variable has a dot where the key has a hyphen.
	 */
	private static final Pattern SECRET_PLACE = Pattern.compile("\\.(headers|attributes)[.\\[]|\\.header[.-]?value$");

	private static final String MASK = "***";

	private final ConfigurableEnvironment environment;

	private final Redactor redactor;

	SettingsSection(ConfigurableEnvironment environment, Redactor redactor) {
		this.environment = environment;
		this.redactor = redactor;
	}

	@Override
	public String name() {
		return "settings";
	}

	@Override
	public Map<String, ?> read() {
		return Map.of("settings", rows());
	}

	private List<Map<String, Object>> rows() {
		Set<ConfigurationPropertyName> names = new TreeSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter((name) -> ROOTS.stream().anyMatch((root) -> root.isAncestorOf(name)))
					.forEach(names::add);
			}
		}
		List<Map<String, Object>> rows = new ArrayList<>();
		names.stream().limit(MOST_SHOWN).forEach((name) -> {
			ConfigurationProperty property = Mistake.effective(name, this.environment);
			if (property != null) {
				rows.add(row(property));
			}
		});
		return rows;
	}

	/** The list is long: the whole endpoint says how long. */
	@Override
	public Map<String, ?> overview() {
		return Map.of("settings", rows().size());
	}

	private Map<String, Object> row(ConfigurationProperty property) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("key", property.getName().toString());
		row.put("value", isSecret(property.getName()) ? MASK : this.redactor.redact(property.getName().toString(),
				resolved(property.getValue().toString()), Exit.ACTUATOR));
		row.put("origin", Mistake.describe(property.getOrigin()));
		return row;
	}

	/** The address of a webhook is its password. */
	private static boolean isSecret(ConfigurationPropertyName name) {
		String last = name.getLastElement(Form.UNIFORM);
		return (SECRET.contains(last) && (!last.equals("url") || CHANNELS.isAncestorOf(name)))
				|| SECRET_PLACE.matcher(name.toString()).find();
	}

	private String resolved(String value) {
		try {
			return this.environment.resolvePlaceholders(value);
		}
		catch (IllegalArgumentException ex) {
			return value;
		}
	}

}
