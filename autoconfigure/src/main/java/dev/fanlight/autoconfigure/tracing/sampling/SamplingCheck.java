package dev.fanlight.autoconfigure.tracing.sampling;

import java.util.List;
import java.util.function.Consumer;

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

	private static final double MOST_PER_SECOND = 1_000_000;

	private static final double MOST_ROUTES = 100_000;

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		number(environment, "traces-per-second", MOST_PER_SECOND, false, mistakes);
		number(environment, "min-traces-per-route", MOST_PER_SECOND, true, mistakes);
		number(environment, "max-routes", MOST_ROUTES, true, mistakes);
		if (!ClassUtils.isPresent("io.opentelemetry.sdk.trace.samplers.Sampler", null)) {
			return;
		}
		List<Rule> rules = Binder.get(environment)
			.bind(PREFIX + "rules", Bindable.listOf(Rule.class))
			.orElse(List.of());
		for (int i = 0; i < rules.size(); i++) {
			try {
				new ConfiguredRule(rules.get(i), System::nanoTime);
			}
			catch (IllegalArgumentException ex) {
				String message = String.valueOf(ex.getMessage());
				int space = message.indexOf(' ');
				String part = message.substring(0, space);
				mistakes.accept(Mistake.in(PREFIX + "rules[" + i + "]." + part, written(rules.get(i), part),
						environment, message.substring(space + 1)));
			}
		}
	}

	private static void number(ConfigurableEnvironment environment, String name, double most, boolean whole,
			Consumer<Mistake> mistakes) {
		String value = environment.getProperty(PREFIX + name);
		if (value == null || value.isBlank()) {
			return;
		}
		try {
			double number = whole ? Integer.parseInt(value.strip()) : Double.parseDouble(value.strip());
			if (number >= 0 && number <= most) {
				return;
			}
		}
		catch (NumberFormatException ex) {
			// Reported below
		}
		mistakes.accept(Mistake.in(PREFIX + name, value, environment,
				"must be a " + (whole ? "whole " : "") + "number from 0 to %.0f".formatted(most)));
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
