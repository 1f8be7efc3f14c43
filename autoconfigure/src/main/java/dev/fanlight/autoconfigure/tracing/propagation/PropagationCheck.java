package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.autoconfigure.tracing.propagation.TrustProperties.Rule;
import dev.fanlight.tracing.propagation.Hosts;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Checks the hosts of {@code fanlight.tracing.propagation} and the rules of
 * {@code fanlight.tracing.trust}.
 */
final class PropagationCheck implements SettingCheck {

	private static final String OTHERWISE = "fanlight.tracing.trust.otherwise";

	private static final String RULES = "fanlight.tracing.trust.rules";

	private static final String ANY_LEVEL = "trust";

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		if (!ClassUtils.isPresent("io.opentelemetry.context.propagation.TextMapPropagator", null)) {
			return;
		}
		hosts(environment, "fanlight.tracing.propagation.trace-hosts", mistakes);
		hosts(environment, "fanlight.tracing.propagation.baggage-hosts", mistakes);
		String otherwise = environment.getProperty(OTHERWISE);
		if (otherwise != null && !otherwise.isBlank()) {
			rule(new Rule(List.of(), null, null, null, otherwise), Map.of("level", OTHERWISE), environment, mistakes);
		}
		List<Rule> rules = Binder.get(environment).bind(RULES, Bindable.listOf(Rule.class)).orElse(List.of());
		for (int i = 0; i < rules.size(); i++) {
			Rule rule = rules.get(i);
			String key = RULES + "[" + i + "].";
			Map<String, String> keys = Map.of("addresses", key + "addresses", "path", key + "path", "header-value",
					key + "header-value", "level", key + "level");
			// One by one, since the first mistake would hide the others of its rule
			Stream
				.of(new Rule(rule.addresses(), null, null, null, ANY_LEVEL),
						new Rule(List.of(), rule.path(), null, null, ANY_LEVEL),
						new Rule(List.of(), null, rule.header(), rule.headerValue(), ANY_LEVEL),
						new Rule(List.of(), null, null, null, rule.level()))
				.forEach((part) -> rule(part, keys, environment, mistakes));
		}
	}

	private static void rule(Rule rule, Map<String, String> keys, ConfigurableEnvironment environment,
			Consumer<Mistake> mistakes) {
		try {
			ConfiguredTrust.of(rule);
		}
		catch (IllegalArgumentException ex) {
			String message = String.valueOf(ex.getMessage());
			int space = message.indexOf(' ');
			String part = message.substring(0, space);
			String value = switch (part) {
				case "addresses" -> String.join(",", rule.addresses());
				case "path" -> rule.path();
				// Maybe a secret between the two
				case "header-value" -> "***";
				default -> rule.level();
			};
			mistakes.accept(Mistake.in(String.valueOf(keys.get(part)), (value != null) ? value : "", environment,
					message.substring(space + 1)));
		}
	}

	private static void hosts(ConfigurableEnvironment environment, String key, Consumer<Mistake> mistakes) {
		List<String> hosts = Binder.get(environment).bind(key, Bindable.listOf(String.class)).orElse(List.of());
		for (int i = 0; i < hosts.size(); i++) {
			try {
				new Hosts(List.of(hosts.get(i)));
			}
			catch (IllegalArgumentException ex) {
				mistakes.accept(
						Mistake.in(key + "[" + i + "]", hosts.get(i), environment, String.valueOf(ex.getMessage())));
			}
		}
	}

}
