package dev.fanlight.autoconfigure.endpoint;

import java.util.List;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.AddressList;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Checks the settings of {@code fanlight.endpoints}. A token that is too short is not
 * shown.
 */
final class EndpointProtectionCheck implements SettingCheck {

	static final int SHORTEST_TOKEN = 16;

	private static final String PREFIX = "fanlight.endpoints.";

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		String token = environment.getProperty(PREFIX + "token");
		if (token != null && token.strip().length() < SHORTEST_TOKEN) {
			mistakes.accept(Mistake.in(PREFIX + "token", token.isBlank() ? "" : "***", environment,
					"must have at least " + SHORTEST_TOKEN
							+ " characters, for example from \"openssl rand -hex 32\"; remove the key to have none"));
		}
		each("allowed-addresses", environment, mistakes, (range) -> AddressList.of(List.of(range)));
		if (ClassUtils.isPresent("org.springframework.web.util.pattern.PathPatternParser", null)) {
			each("open", environment, mistakes, (pattern) -> {
				if (!pattern.startsWith("/")) {
					throw new IllegalArgumentException("must be a path such as /health/liveness");
				}
				try {
					PathPatternParser.defaultInstance.parse(pattern);
				}
				catch (PatternParseException ex) {
					throw new IllegalArgumentException("must be a pattern such as /health/** (" + ex.getMessage() + ")",
							ex);
				}
			});
		}
	}

	private static void each(String name, ConfigurableEnvironment environment, Consumer<Mistake> mistakes,
			Consumer<String> parser) {
		List<String> values = Binder.get(environment)
			.bind(PREFIX + name, Bindable.listOf(String.class))
			.orElse(List.of());
		for (int i = 0; i < values.size(); i++) {
			try {
				parser.accept(values.get(i));
			}
			catch (IllegalArgumentException ex) {
				mistakes.accept(Mistake.in(PREFIX + name + "[" + i + "]", values.get(i), environment,
						String.valueOf(ex.getMessage())));
			}
		}
	}

}
