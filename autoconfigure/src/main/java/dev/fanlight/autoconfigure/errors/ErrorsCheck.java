package dev.fanlight.autoconfigure.errors;

import java.util.List;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.autoconfigure.ValueCheck;

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

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		Binder binder = Binder.get(environment);
		check(environment, binder, "max-groups", ValueCheck.whole(1, 2000), mistakes);
		check(environment, binder, "resolve-after", atLeast("1m"), mistakes);
		check(environment, binder, "store.interval", atLeast("1s"), mistakes);
		List<String> packages = binder.bind(PACKAGES, Bindable.listOf(String.class)).orElse(List.of());
		for (int i = 0; i < packages.size(); i++) {
			if (!packages.get(i).matches("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*")) {
				mistakes.accept(Mistake.in(PACKAGES + "[" + i + "]", packages.get(i), environment,
						"must be a package such as com.example.shop"));
			}
		}
	}

	private static void check(ConfigurableEnvironment environment, Binder binder, String name, ValueCheck check,
			Consumer<Mistake> mistakes) {
		check.check(PREFIX + name, binder.bind(PREFIX + name, String.class).orElse(null), environment, mistakes);
	}

	private static ValueCheck atLeast(String least) {
		return ValueCheck
			.of((text) -> DurationStyle.detectAndParse(text).compareTo(DurationStyle.SIMPLE.parse(least)) >= 0,
					"must be a duration such as 30s or 14d, at least " + least)
			.and(ValueCheck.DURATION);
	}

}
