package dev.fanlight.autoconfigure.slo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.autoconfigure.ValueCheck;
import dev.fanlight.autoconfigure.slo.SloProperties.ObjectiveSettings;
import dev.fanlight.slo.LabelMatcher;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks objectives and what else {@code fanlight.slo} says about rules.
 */
final class SloCheck implements SettingCheck {

	/** Most objectives of a service; each has a history in memory and rules. */
	static final int MAX_OBJECTIVES = 50;

	private static final String PREFIX = "fanlight.slo.";

	private static final String OBJECTIVES = PREFIX + "objectives";

	private static final Set<String> KEYS = Set.of("route", "availability", "latency", "window", "description",
			"owner");

	private static final Set<String> LATENCY_KEYS = Set.of("threshold", "target");

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		Binder binder = Binder.get(environment);
		if (FanlightProperties.isOff(environment, PREFIX + "enabled")) {
			return;
		}
		checkKeys(binder, environment, mistakes);
		Map<String, ObjectiveSettings> settings = settings(binder);
		if (settings.size() > MAX_OBJECTIVES) {
			mistakes.accept(Mistake.in(OBJECTIVES, settings.size() + " objectives", environment,
					"must be " + MAX_OBJECTIVES + " at most"));
		}
		Objectives.read(settings,
				(key, value, fix) -> mistakes.accept(Mistake.in(OBJECTIVES + '.' + key, value, environment, fix)));
		check(binder, environment, "symptoms.error-rate", Objectives::ratio, mistakes);
		check(binder, environment, "minimum-failures",
				ValueCheck.whole(1, Integer.MAX_VALUE).then(Integer::valueOf)::apply, mistakes);
		check(binder, environment, "selector", SloCheck::matchers, mistakes);
		List<String> counters = binder.bind(PREFIX + "business-counters", Bindable.listOf(String.class))
			.orElse(List.of());
		for (int i = 0; i < counters.size(); i++) {
			if (!counters.get(i).matches("[A-Za-z][\\w.-]*")) {
				mistakes.accept(Mistake.in(PREFIX + "business-counters[" + i + "]", counters.get(i), environment,
						"must be the name of a counter, such as shop.orders"));
			}
		}
	}

	static Map<String, ObjectiveSettings> settings(Binder binder) {
		return binder.bind(OBJECTIVES, Bindable.mapOf(String.class, ObjectiveSettings.class)).orElse(Map.of());
	}

	private static void checkKeys(Binder binder, ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		Bindable<Map<String, Map<String, Object>>> raw = Bindable
			.of(ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
					ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class)));
		binder.bind(OBJECTIVES, raw).orElse(Map.of()).forEach((name, keys) -> keys.forEach((key, value) -> {
			unknown(name + '.', key, KEYS, environment, mistakes);
			if (value instanceof Map<?, ?> map) {
				map.keySet()
					.forEach((inner) -> unknown(name + ".latency.", String.valueOf(inner), LATENCY_KEYS, environment,
							mistakes));
			}
		}));
	}

	private static void unknown(String prefix, String key, Set<String> known, ConfigurableEnvironment environment,
			Consumer<Mistake> mistakes) {
		if (!known.contains(key)) {
			mistakes.accept(Mistake.in(OBJECTIVES + '.' + prefix + key,
					environment.getProperty(OBJECTIVES + '.' + prefix + key, ""), environment,
					"is no key of an objective, which has " + String.join(", ", known.stream().sorted().toList())));
		}
	}

	private static void check(Binder binder, ConfigurableEnvironment environment, String name, Consumer<String> reader,
			Consumer<Mistake> mistakes) {
		String value = binder.bind(PREFIX + name, String.class).orElse(null);
		try {
			if (value != null) {
				reader.accept(value.strip());
			}
		}
		catch (IllegalArgumentException ex) {
			mistakes.accept(Mistake.in(PREFIX + name, value, environment, String.valueOf(ex.getMessage())));
		}
	}

	private static void matchers(String text) {
		try {
			for (String matcher : text.split(",(?=\\s*[A-Za-z_]\\w*\\s*[=!])")) {
				LabelMatcher.parse(matcher);
			}
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("must be matchers of Prometheus such as job=\"shop\",cluster=\"a\"", ex);
		}
	}

}
