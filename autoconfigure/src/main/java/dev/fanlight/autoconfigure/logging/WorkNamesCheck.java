package dev.fanlight.autoconfigure.logging;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.autoconfigure.ValueCheck;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Checks the names and levels of {@code fanlight.logging.jobs},
 * {@code fanlight.logging.messages} and {@code fanlight.logging.calls}.
 */
final class WorkNamesCheck implements SettingCheck {

	private static final String PREFIX = "fanlight.logging.";

	/** YAML reads off as false. */
	private static final ValueCheck LEVEL = ValueCheck.of(
			(value) -> "false".equalsIgnoreCase(value)
					|| List.of(LogLevel.values()).contains(LogLevel.valueOf(value.toUpperCase(Locale.ROOT))),
			"must be one of trace, debug, info, warn, error, fatal, off");

	private static final Map<String, ValueCheck> NAMES = Map.of("jobs",
			ValueCheck.of((name) -> name.contains(".") || name.contains("*"),
					"must name a job by class and method such as Poller.poll, or with * for any characters"),
			"messages",
			ValueCheck
				.of((name) -> !name.isEmpty(), "must name a destination such as orders, or with * for any characters"),
			"calls",
			ValueCheck.of((name) -> !name.isEmpty() && !name.matches("[1-5](xx|\\d\\d)|.*://.*|[^/\\[]+:\\d+(/.*)?"),
					"must name host and path as the line does, such as payments/charges/{id},"
							+ " or with * for any characters; not scheme, port or status"));

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		Binder binder = Binder.get(environment);
		NAMES.forEach((work, names) -> {
			String exclude = PREFIX + work + ".exclude";
			List<String> excluded = binder.bind(exclude, Bindable.listOf(String.class)).orElse(List.of());
			for (int i = 0; i < excluded.size(); i++) {
				names.check(exclude + '[' + i + ']', excluded.get(i), environment, mistakes);
			}
			String levels = PREFIX + work + ".levels";
			Set<String> told = checkBrackets(levels, environment, mistakes);
			binder.bind(levels, Bindable.mapOf(String.class, String.class)).orElse(Map.of()).forEach((name, level) -> {
				String complaint = names.complaint(name);
				complaint = (complaint != null) ? complaint : LEVEL.complaint(level);
				if (complaint != null && !told.contains(remains(name))) {
					mistakes.accept(Mistake.in(levels + '[' + name + ']', level, environment, complaint));
				}
			});
		});
	}

	/**
	 * Boot drops what may not stand in a key, so that another name would be left.
	 * @return what is left of the names told
	 */
	private static Set<String> checkBrackets(String levels, ConfigurableEnvironment environment,
			Consumer<Mistake> mistakes) {
		Set<String> told = new HashSet<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> properties
					&& !(source instanceof SystemEnvironmentPropertySource)) {
				for (String key : properties.getPropertyNames()) {
					String name = key.startsWith(levels + '.') ? key.substring(levels.length() + 1) : "";
					if (!name.startsWith("[") && !name.matches("[A-Za-z0-9_.-]*")) {
						told.add(remains(name));
						mistakes.accept(Mistake.of(key, String.valueOf(properties.getProperty(key)),
								PropertySourceOrigin.get(source, key),
								"must be written in brackets, [" + name + "], and in quotes in YAML: without them only"
										+ " letters, digits, dots and hyphens are left of it"));
					}
				}
			}
		}
		return told;
	}

	private static String remains(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

}
