package dev.fanlight.autoconfigure.alerting;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.fanlight.alerting.Condition;
import dev.fanlight.alerting.ConditionException;
import dev.fanlight.alerting.Severity;
import dev.fanlight.alerting.Summary;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.autoconfigure.ValueCheck;
import dev.fanlight.autoconfigure.alerting.AlertsProperties.Type;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks everything below {@code fanlight.alerts}.
 */
final class AlertsCheck implements SettingCheck {

	private static final Bindable<Map<String, Map<String, Object>>> TREES = Bindable
		.of(ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
				ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class)));

	private static final Bindable<Map<String, String>> HEADERS = Bindable.mapOf(String.class, String.class);

	private static final String NAME = "[a-z][a-z0-9-]{0,62}";

	private static final int SECRET = 16;

	private static final ValueCheck COUNT = ValueCheck.whole(1, Integer.MAX_VALUE);

	private static final List<String> RULE = List.of("enabled", "when", "for", "severity", "cooldown", "route",
			"min-requests", "summary", "runbook-url");

	private static final List<String> CHANNEL = List.of("enabled", "type", "url", "headers", "secret", "severities",
			"from", "to", "repeat-after");

	@Override
	public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
		new Session(Binder.get(environment), environment, mistakes).check();
	}

	/**
	 * One check of one environment.
	 *
	 * @param binder reads it
	 * @param environment the environment
	 * @param mistakes takes each mistake
	 */
	private record Session(Binder binder, ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {

		void check() {
			String prefix = AlertsProperties.PREFIX + ".";
			for (String duration : List.of("interval", "delivery.timeout", "delivery.initial-backoff",
					"delivery.max-backoff", "delivery.give-up-after")) {
				value(prefix + duration, ValueCheck.POSITIVE_DURATION);
			}
			value(prefix + "window", ValueCheck.POSITIVE_DURATION);
			value(prefix + "min-requests", COUNT);
			Duration window = window(prefix + "window");
			trees(prefix + "rules").forEach((name, keys) -> rule(prefix + "rules." + name, name, keys, window));
			trees(prefix + "channels").forEach((name, keys) -> channel(prefix + "channels." + name, name, keys));
			for (int i = 0; text(prefix + "silences[" + i + "].rule") != null
					|| text(prefix + "silences[" + i + "].until") != null; i++) {
				String silence = prefix + "silences[" + i + "].";
				value(silence + "rule", (text) -> text.matches("[a-z0-9*-]+") ? null
						: "must be the name of a rule, where * stands for anything");
				required(silence + "until", "must be set: a silence ends, for example at 2026-12-24T18:00:00Z");
				value(silence + "until", parsed(OffsetDateTime::parse,
						"must be a time with its offset, for example 2026-12-24T18:00:00+01:00"));
			}
			quietHours(prefix + "quiet-hours.");
		}

		private void quietHours(String prefix) {
			for (String[] pair : new String[][] { { "from", "to" }, { "to", "from" } }) {
				value(prefix + pair[0], parsed(LocalTime::parse, "must be a time of day, for example 22:00"));
				if (text(prefix + pair[0]) != null) {
					required(prefix + pair[1], "must be set, too: quiet hours begin and end");
				}
			}
			value(prefix + "zone", parsed(ZoneId::of, "must be a time zone, for example Europe/Berlin"));
			value(prefix + "severities", severities());
			value(prefix + "days", each(oneOf(DayOfWeek.values())));
		}

		private void rule(String key, String name, Map<String, Object> keys, @Nullable Duration window) {
			if (!isKnown(key, name, keys, RULE)) {
				return;
			}
			value(key + ".for", ValueCheck.DURATION);
			value(key + ".cooldown", ValueCheck.DURATION);
			value(key + ".severity", oneOf(Severity.values()));
			value(key + ".min-requests", COUNT);
			value(key + ".summary", parsed(Summary::new, null));
			if (!FanlightProperties.isOff(this.environment, key + ".enabled")) {
				required(key + ".when", "must be set: the condition, for example error-rate > 5%");
			}
			String when = text(key + ".when");
			if (when == null) {
				return;
			}
			try {
				Condition condition = Condition.parse(when, (window != null) ? window : Duration.ofMinutes(5));
				if (text(key + ".route") != null && !condition.isAboutRequests()) {
					report(key + ".route", String.valueOf(text(key + ".route")),
							"must not be set: " + condition.name() + " knows no routes");
				}
			}
			catch (ConditionException ex) {
				report(key + ".when", when, "must " + ex.getMessage() + ", at character " + ex.position());
			}
		}

		private void channel(String key, String name, Map<String, Object> keys) {
			if (!isKnown(key, name, keys, CHANNEL)) {
				return;
			}
			required(key + ".type", "must be set: one of " + names(Type.values()));
			value(key + ".type", oneOf(Type.values()));
			value(key + ".severities", severities());
			value(key + ".repeat-after", ValueCheck.POSITIVE_DURATION);
			value(key + ".url", Session::url);
			this.binder.bind(key + ".headers", HEADERS).orElse(Map.of()).forEach((header, value) -> {
				String complaint = ValueCheck.HEADER.complaint(value);
				if (complaint != null) {
					report(key + ".headers." + header, "***", complaint);
				}
			});
			Type type = type(text(key + ".type"));
			if (type == null || FanlightProperties.isOff(this.environment, key + ".enabled")) {
				return;
			}
			if (type.hasUrl()) {
				required(key + ".url", "must be set: where to post to");
			}
			if (type == Type.EMAIL) {
				required(key + ".from", "must be set: who the mails are from");
				if (this.binder.bind(key + ".to", Bindable.listOf(String.class)).orElse(List.of()).isEmpty()) {
					required(key + ".to", "must be set: who the mails are for");
				}
			}
			String secret = text(key + ".secret");
			if (secret != null && type != Type.WEBHOOK) {
				report(key + ".secret", "***", "must not be set: only the type webhook signs");
			}
			else if (secret != null && secret.length() < SECRET) {
				report(key + ".secret", "***", "must have at least " + SECRET
						+ " characters, for example the output of: openssl rand -hex 32");
			}
		}

		/** Under a name that is no key nothing more can be read. */
		private boolean isKnown(String key, String name, Map<String, Object> keys, List<String> known) {
			if (!name.matches(NAME)) {
				report(key, name, "must be named with lower-case letters, digits and hyphens");
				return false;
			}
			keys.forEach((written, value) -> {
				String plain = plain(written.replaceAll("[.\\[].*", ""));
				if (known.stream().noneMatch((candidate) -> plain(candidate).equals(plain))) {
					report(key + "." + written, "***", "is not known: it must be one of " + String.join(", ", known));
				}
			});
			return true;
		}

		private Map<String, Map<String, Object>> trees(String key) {
			return this.binder.bind(key, TREES).orElse(Map.of());
		}

		private @Nullable Duration window(String key) {
			try {
				String text = text(key);
				return (text != null) ? DurationStyle.detectAndParse(text) : null;
			}
			catch (IllegalArgumentException | ArithmeticException ex) {
				return null;
			}
		}

		private @Nullable String text(String key) {
			String text = this.binder.bind(key, String.class).orElse("").strip();
			return text.isEmpty() ? null : text;
		}

		private void value(String key, ValueCheck check) {
			String text = text(key);
			String complaint = (text != null) ? check.complaint(text) : null;
			if (text != null && complaint != null) {
				report(key, key.endsWith(".url") ? text.replaceAll("(//[^/]*/).*", "$1***") : text, complaint);
			}
		}

		private void required(String key, String complaint) {
			if (text(key) == null) {
				report(key, "", complaint);
			}
		}

		private void report(String key, String value, String fix) {
			this.mistakes.accept(Mistake.in(key, value, this.environment, fix));
		}

		private static @Nullable String url(String text) {
			try {
				URI uri = new URI(text);
				boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
				return (http && uri.getHost() != null) ? null : "must be an absolute URL such as https://host/path";
			}
			catch (URISyntaxException ex) {
				return "must be an absolute URL such as https://host/path";
			}
		}

		private static ValueCheck parsed(Function<String, ?> parser, @Nullable String fix) {
			return (text) -> {
				try {
					parser.apply(text);
					return null;
				}
				catch (DateTimeException | IllegalArgumentException ex) {
					return (fix != null) ? fix : ex.getMessage();
				}
			};
		}

		private static ValueCheck severities() {
			return each(oneOf(Severity.values()));
		}

		private static ValueCheck each(ValueCheck one) {
			return (text) -> Arrays.stream(text.split(","))
				.map(one::complaint)
				.filter(java.util.Objects::nonNull)
				.findFirst()
				.orElse(null);
		}

		private static ValueCheck oneOf(Enum<?>[] values) {
			return (text) -> Arrays.stream(values).anyMatch((value) -> plain(value.name()).equals(plain(text))) ? null
					: "must be one of " + names(values);
		}

		private static @Nullable Type type(@Nullable String text) {
			return Arrays.stream(Type.values())
				.filter((type) -> text != null && plain(type.name()).equals(plain(text)))
				.findFirst()
				.orElse(null);
		}

		private static String names(Enum<?>[] values) {
			return String.join(", ",
					Arrays.stream(values).map((value) -> value.name().toLowerCase(Locale.ROOT)).toList());
		}

		private static String plain(String text) {
			return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
		}

	}

}
