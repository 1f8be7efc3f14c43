package dev.fanlight.autoconfigure.tracing.sampling;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
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

	/** Of all traces a second, and of those of a route an hour. */
	static final int MOST_TRACES = 1_000_000;

	static final int MOST_ROUTES = 100_000;

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		number(environment, "traces-per-second", MOST_TRACES, false, mistakes);
		number(environment, "min-traces-per-route", MOST_TRACES, true, mistakes);
		number(environment, "max-routes", MOST_ROUTES, true, mistakes);
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

	private static void number(ConfigurableEnvironment environment, String name, int most, boolean whole,
			Consumer<Mistake> mistakes) {
		String value = environment.getProperty(PREFIX + name);
		if (value == null || value.isBlank()) {
			return;
		}
		try {
			number(value, most, whole);
		}
		catch (IllegalArgumentException ex) {
			mistakes.accept(Mistake.in(PREFIX + name, value, environment, String.valueOf(ex.getMessage())));
		}
	}

	/**
	 * Read a number.
	 * @param text the number
	 * @param most how large it may be
	 * @param whole whether it has no fraction
	 * @return the number
	 * @throws IllegalArgumentException if it is none from 0 to that; the message says
	 * what it must be
	 */
	static double number(String text, int most, boolean whole) {
		try {
			double number = whole ? Integer.parseInt(text.strip()) : Double.parseDouble(text.strip());
			if (number >= 0 && number <= most) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Refused below
		}
		throw new IllegalArgumentException("must be a " + (whole ? "whole " : "") + "number from 0 to " + most);
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
