package dev.fanlight.autoconfigure.errors;

import java.util.List;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks the numbers and packages of {@code fanlight.errors}.
 */
final class ErrorsCheck implements SettingCheck {

	private static final String PREFIX = "fanlight.errors.";

	private static final String PACKAGES = PREFIX + "application-packages";

	private static final int MOST_GROUPS = 2000;

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		Binder binder = Binder.get(environment);
		String groups = binder.bind(PREFIX + "max-groups", String.class).orElse("1").strip();
		if (!groups.matches("[1-9]\\d{0,3}") || Integer.parseInt(groups) > MOST_GROUPS) {
			mistakes.accept(Mistake.in(PREFIX + "max-groups", groups, environment,
					"must be a whole number from 1 to " + MOST_GROUPS));
		}
		duration(environment, binder, "resolve-after", "1m", mistakes);
		duration(environment, binder, "store.interval", "1s", mistakes);
		List<String> packages = binder.bind(PACKAGES, Bindable.listOf(String.class)).orElse(List.of());
		for (int i = 0; i < packages.size(); i++) {
			if (!packages.get(i).matches("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*")) {
				mistakes.accept(Mistake.in(PACKAGES + "[" + i + "]", packages.get(i), environment,
						"must be a package such as com.example.shop"));
			}
		}
	}

	private static void duration(ConfigurableEnvironment environment, Binder binder, String name, String least,
			Consumer<Mistake> mistakes) {
		String value = binder.bind(PREFIX + name, String.class).orElse(null);
		if (value == null) {
			return;
		}
		try {
			if (DurationStyle.detectAndParse(value.strip()).compareTo(DurationStyle.SIMPLE.parse(least)) >= 0) {
				return;
			}
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// Reported below
		}
		mistakes.accept(Mistake.in(PREFIX + name, value, environment,
				"must be a duration such as 30s or 14d, at least " + least));
	}

}
