package dev.fanlight.autoconfigure.tracing.sampling;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.autoconfigure.ValueCheck;
import dev.fanlight.autoconfigure.tracing.sampling.SamplingProperties.Rule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Checks the rules and rates of {@code fanlight.tracing.sampling}.
 */
final class SamplingCheck implements SettingCheck {

	private static final String PREFIX = "fanlight.tracing.sampling.";

	private static final String ANY_PART = "never";

	/** Of a route in an hour. */
	static final ValueCheck TRACES = ValueCheck.whole(0, 1_000_000);

	static final ValueCheck ROUTES = ValueCheck.whole(0, 100_000);

	private static final ValueCheck RATE = ValueCheck.of((text) -> {
		double rate = Double.parseDouble(text);
		return rate >= 0 && rate <= 1_000_000;
	}, "must be a number from 0 to 1000000");

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		check(environment, "traces-per-second", RATE, mistakes);
		check(environment, "min-traces-per-route", TRACES, mistakes);
		check(environment, "max-routes", ROUTES, mistakes);
		if (!ClassUtils.isPresent("io.opentelemetry.sdk.trace.samplers.Sampler", null)) {
			return;
		}
		List<Rule> rules = Binder.get(environment)
			.bind(PREFIX + "rules", Bindable.listOf(Rule.class))
			.orElse(List.of());
		for (int i = 0; i < rules.size(); i++) {
			Rule rule = rules.get(i);
			String key = PREFIX + "rules[" + i + "].";
			// One by one, since the first mistake would hide the others of its rule
			Stream
				.of(part(rule.route(), null, null, ANY_PART), part(null, rule.path(), null, ANY_PART),
						part(null, null, rule.kind(), ANY_PART), part(null, null, null, rule.take()))
				.forEach((part) -> rule(part, key, environment, mistakes));
		}
	}

	private static Rule part(@Nullable String route, @Nullable String path, @Nullable String kind,
			@Nullable String take) {
		return new Rule(route, path, null, kind, Map.of(), take, false);
	}

	private static void rule(Rule rule, String key, ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		try {
			new ConfiguredRule(rule, System::nanoTime);
		}
		catch (IllegalArgumentException ex) {
			String message = String.valueOf(ex.getMessage());
			int space = message.indexOf(' ');
			String part = message.substring(0, space);
			mistakes.accept(Mistake.in(key + part, written(rule, part), environment, message.substring(space + 1)));
		}
	}

	private static void check(ConfigurableEnvironment environment, String name, ValueCheck check,
			Consumer<Mistake> mistakes) {
		String value = environment.getProperty(PREFIX + name);
		check.check(PREFIX + name, (value != null && !value.isBlank()) ? value : null, environment, mistakes);
	}

	private static String written(Rule rule, String part) {
		String value = switch (part) {
			case "route" -> rule.route();
			case "path" -> rule.path();
			case "kind" -> rule.kind();
			default -> rule.take();
		};
		return orEmpty(value);
	}

	private static String orEmpty(@Nullable String value) {
		return (value != null) ? value : "";
	}

}
