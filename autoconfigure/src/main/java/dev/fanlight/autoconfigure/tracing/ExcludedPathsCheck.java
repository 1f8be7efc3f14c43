package dev.fanlight.autoconfigure.tracing;

import java.util.List;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Checks that {@code fanlight.traffic.exclude-paths} are patterns.
 */
final class ExcludedPathsCheck implements SettingCheck {

	private static final String KEY = "fanlight.traffic.exclude-paths";

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		if (!ClassUtils.isPresent("org.springframework.web.util.pattern.PathPatternParser", null)) {
			return;
		}
		List<String> patterns = Binder.get(environment).bind(KEY, Bindable.listOf(String.class)).orElse(List.of());
		for (int i = 0; i < patterns.size(); i++) {
			try {
				PathPatternParser.defaultInstance.parse(patterns.get(i));
			}
			catch (IllegalArgumentException ex) {
				mistakes.accept(Mistake.in(KEY + "[" + i + "]", patterns.get(i), environment,
						"must be a pattern such as /internal/** (" + ex.getMessage() + ")"));
			}
		}
	}

}
