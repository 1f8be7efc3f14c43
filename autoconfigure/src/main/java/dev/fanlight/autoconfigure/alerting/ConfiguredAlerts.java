package dev.fanlight.autoconfigure.alerting;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.fanlight.alerting.AlertChannel;
import dev.fanlight.alerting.AlertChannels;
import dev.fanlight.alerting.Condition;
import dev.fanlight.alerting.Condition.Kind;
import dev.fanlight.alerting.QuietHours;
import dev.fanlight.alerting.Rule;
import dev.fanlight.alerting.Silence;
import dev.fanlight.alerting.Summary;
import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.alerting.AlertsProperties.Channel;
import dev.fanlight.autoconfigure.alerting.AlertsProperties.Type;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Rules and channels as they are configured, after {@link AlertsCheck}. What only beans
 * can tell is checked here.
 */
final class ConfiguredAlerts {

	private final AlertsProperties properties;

	private final Environment environment;

	private final List<Mistake> mistakes = new ArrayList<>();

	ConfiguredAlerts(AlertsProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	/**
	 * The channels.
	 * @param beans the channels of the application, which win
	 * @param mail makes channels of mail, or {@code null} without its library
	 * @return the channels by name
	 */
	Map<String, AlertChannel> channels(Map<String, AlertChannel> beans, @Nullable MailChannels mail) {
		Map<String, AlertChannel> channels = new LinkedHashMap<>();
		this.properties.channels().forEach((name, channel) -> {
			AlertChannel made = channel.enabled() ? channel(name, channel, mail) : null;
			if (made != null) {
				channels.put(name, AlertChannels.only(made, channel.severities()));
			}
		});
		channels.putAll(beans);
		return channels;
	}

	private @Nullable AlertChannel channel(String name, Channel channel, @Nullable MailChannels mail) {
		Duration timeout = this.properties.delivery().timeout();
		if (channel.type() == Type.LOG) {
			return AlertChannels.log();
		}
		if (channel.type() == Type.EMAIL) {
			AlertChannel mails = (mail != null) ? mail.channel(String.valueOf(channel.from()), channel.to()) : null;
			if (mails == null) {
				this.mistakes
					.add(Mistake.in(AlertsProperties.PREFIX + ".channels." + name + ".type", "email", this.environment,
							"needs a JavaMailSender: add spring-boot-starter-mail and set spring.mail.host"));
			}
			return mails;
		}
		if (channel.url() == null || channel.type() == null) {
			return null;
		}
		return switch (channel.type()) {
			case WEBHOOK -> AlertChannels.webhook(channel.url(), channel.headers(), channel.secret(), timeout);
			case SLACK -> AlertChannels.slack(channel.url(), channel.headers(), timeout);
			default -> AlertChannels.alertmanager(channel.url(), channel.headers(), timeout, channel.repeatAfter());
		};
	}

	/**
	 * The rules.
	 * @param readings the readings that there are
	 * @param defaults whether there are default rules
	 * @return the rules
	 */
	List<Rule> rules(Set<String> readings, boolean defaults) {
		Map<String, AlertsProperties.Rule> rules = new LinkedHashMap<>(
				defaults ? DefaultRules.all(readings.contains(DefaultRules.BURN_RATE), runbooks()) : Map.of());
		rules.putAll(this.properties.rules());
		List<Rule> result = new ArrayList<>();
		rules.forEach((name, rule) -> {
			if (rule.enabled() && rule.when() != null) {
				Condition condition = Condition.parse(rule.when(), this.properties.window());
				if (condition.kind() == Kind.READING && !readings.contains(condition.name())) {
					unknown(name, rule.when(), condition.name(), readings);
				}
				result.add(rule(name, rule, condition));
			}
		});
		return result;
	}

	/** Default rules have the pages of their siblings in Prometheus. */
	private String runbooks() {
		String base = (this.properties.runbookUrl() != null) ? this.properties.runbookUrl()
				: this.environment.getProperty("fanlight.slo.runbook-url", "docs/runbooks");
		return base.strip().replaceAll("/+$", "");
	}

	private Rule rule(String name, AlertsProperties.Rule rule, Condition condition) {
		String base = this.properties.runbookUrl();
		String runbook = (rule.runbookUrl() != null || base == null) ? rule.runbookUrl()
				: base.replaceAll("/+$", "") + "/" + name + ".md";
		return new Rule(name, condition, rule.hold(), rule.severity(), rule.cooldown(), rule.route(),
				(rule.minRequests() != null) ? rule.minRequests() : this.properties.minRequests(),
				(rule.summary() != null) ? new Summary(rule.summary()) : null, runbook);
	}

	private void unknown(String rule, String when, String reading, Set<String> readings) {
		Set<String> known = new TreeSet<>(
				List.of("error-rate", "availability", "p99", "rate(...)", "count(...)", "value(...)", "job(...)"));
		known.addAll(readings);
		this.mistakes.add(Mistake.in(AlertsProperties.PREFIX + ".rules." + rule + ".when", when, this.environment,
				"must judge something that is known, which " + reading + " is not: one of "
						+ String.join(", ", known)));
	}

	List<Silence> silences() {
		return this.properties.silences()
			.stream()
			.map((silence) -> new Silence(silence.rule(),
					(silence.until() != null) ? silence.until().toInstant() : null, silence.reason()))
			.toList();
	}

	@Nullable QuietHours quietHours() {
		AlertsProperties.QuietHours hours = this.properties.quietHours();
		return (hours.from() == null || hours.to() == null) ? null : new QuietHours(hours.from(), hours.to(),
				(hours.zone() != null) ? hours.zone() : ZoneId.systemDefault(), hours.days(), hours.severities());
	}

	void failOnMistakes() {
		if (!this.mistakes.isEmpty()) {
			throw new InvalidConfigurationException(this.mistakes);
		}
	}

	/**
	 * Makes channels of mail, where there is somebody who sends it.
	 */
	@FunctionalInterface
	interface MailChannels {

		/**
		 * Make a channel.
		 * @param from who the mails are from
		 * @param to who they are for
		 * @return the channel, or {@code null} if nobody sends mail
		 */
		@Nullable AlertChannel channel(String from, List<String> to);

	}

}
