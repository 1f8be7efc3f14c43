package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.autoconfigure.ValueCheck;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Checks the statuses, routes and patterns of {@code fanlight.logging.requests}, and the
 * numbers of {@code fanlight.logging.limits}.
 */
final class CanonicalSettingsCheck implements SettingCheck {

	private static final String LEVELS = "fanlight.logging.requests.levels";

	private static final String ROUTES = "fanlight.logging.requests.routes";

	private static final String PATHS = "fanlight.logging.requests.exclude-paths";

	private static final Map<String, Integer> LEAST = Map.of("message", 64, "value", 64, "keys", 1, "stack-trace", 64);

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		Binder binder = Binder.get(environment);
		binder.bind(LEVELS, Bindable.mapOf(String.class, String.class)).orElse(Map.of()).forEach((status, level) -> {
			if (!status.matches("[1-5](xx|\\d\\d)")) {
				mistakes.accept(Mistake.in(LEVELS + "." + status, level, environment,
						"must name a status such as 404, or a class of them such as 5xx"));
			}
		});
		binder.bind(ROUTES, Bindable.mapOf(String.class, String.class)).orElse(Map.of()).forEach((route, level) -> {
			if (!route.startsWith("/")) {
				mistakes.accept(Mistake.in(ROUTES + "." + route, level, environment,
						"must name a route such as \"[/orders/{id}]\", in brackets and quotes: without them only letters,"
								+ " digits and hyphens are left of it"));
			}
		});
		if (ClassUtils.isPresent("org.springframework.web.util.pattern.PathPatternParser", null)) {
			checkPaths(binder, environment, mistakes);
		}
		LEAST.forEach((name, least) -> {
			String key = "fanlight.logging.limits." + name;
			String value = binder.bind(key, String.class).orElse(null);
			ValueCheck.whole(least, Integer.MAX_VALUE).check(key, value, environment, mistakes);
		});
	}

	private static void checkPaths(Binder binder, ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		List<String> patterns = binder.bind(PATHS, Bindable.listOf(String.class)).orElse(List.of());
		for (int i = 0; i < patterns.size(); i++) {
			try {
				PathPatternParser.defaultInstance.parse(patterns.get(i));
			}
			catch (IllegalArgumentException ex) {
				mistakes.accept(Mistake.in(PATHS + "[" + i + "]", patterns.get(i), environment,
						"must be a pattern such as /static/** (" + ex.getMessage() + ")"));
			}
		}
	}

}
