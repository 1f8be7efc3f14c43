package dev.fanlight.autoconfigure.alerting;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Settings of alerts that cannot be meant are reported, all of them.
 */
class AlertsCheckTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void nothingSetIsNoMistake() {
		assertThat(mistakes()).isEmpty();
	}

	@Test
	void whatCanBeMeantIsNoMistake() {
		rule("orders.when", "availability < 99% over 10m").rule("orders.for", "30s")
			.rule("orders.severity", "TICKET")
			.rule("orders.route", "POST /orders/{id}")
			.rule("orders.runbookUrl", "https://x")
			.rule("orders.min_requests", "5")
			.rule("orders.summary", "{value} on {route}")
			.rule("error-rate.enabled", "false")
			.rule("slow.enabled", "off")
			.channel("later.type", "webhook")
			.channel("later.enabled", "no")
			.channel("chat.type", "Slack")
			.channel("chat.url", "https://chat.example/hook")
			.channel("chat.headers.X-Key", "k")
			.channel("chat.severities", "page,ticket")
			.channel("post.type", "email")
			.channel("post.from", "shop@example.com")
			.channel("post.to[0]", "dev@example.com")
			.set("silences[0].rule", "error-*")
			.set("silences[0].until", "2026-12-24T18:00:00+01:00")
			.set("quiet-hours.from", "22:00")
			.set("quiet-hours.to", "07:00")
			.set("quiet-hours.zone", "Europe/Berlin")
			.set("quiet-hours.days", "saturday,sunday")
			.set("interval", "1s");
		assertThat(mistakes()).isEmpty();
	}

	@Test
	void mistakesOfRulesAreReportedTogether() {
		rule("a.when", "error-rate > five").rule("a.for", "soon")
			.rule("a.severity", "urgent")
			.rule("b.cooldown", "1m")
			.rule("c.when", "count(orders) > 1")
			.rule("c.route", "/orders")
			.rule("c.summary", "{secret}")
			.rule("c.runbook", "https://x")
			.rule("D_.when", "p99 > 1s")
			.rule("e.when", "p99 > 1s")
			.rule("e.min-requests", "0");
		assertThat(mistakes()).extracting(Mistake::key, Mistake::fix)
			.containsExactlyInAnyOrder(tuple("fanlight.alerts.rules.a.when", "must be a number here, at character 14"),
					tuple("fanlight.alerts.rules.a.for", "must be a duration such as 10s or 500ms"),
					tuple("fanlight.alerts.rules.a.severity", "must be one of page, ticket, info"),
					tuple("fanlight.alerts.rules.b.when", "must be set: the condition, for example error-rate > 5%"),
					tuple("fanlight.alerts.rules.c.route", "must not be set: count(orders) knows no routes"),
					tuple("fanlight.alerts.rules.c.summary",
							"must have no other placeholders than [condition, environment, limit, route, rule, "
									+ "service, subject, value, version, window]"),
					tuple("fanlight.alerts.rules.c.runbook",
							"is not known: it must be one of enabled, when, for, severity, cooldown, route, "
									+ "min-requests, summary, runbook-url"),
					tuple("fanlight.alerts.rules.D_", "must be named with lower-case letters, digits and hyphens"),
					tuple("fanlight.alerts.rules.e.min-requests", "must be a whole number from 1"));
	}

	@Test
	void mistakesOfChannelsAreReportedTogetherAndShowNoSecret() {
		channel("a.type", "pager").channel("b.url", "https://x.example/")
			.channel("c.type", "webhook")
			.channel("c.secret", "short-secret")
			.channel("d.type", "slack")
			.channel("d.url", "//chat.example/T0/secret-part")
			.channel("d.secret", "0123456789abcdef0123")
			.channel("e.type", "email")
			.channel("f.type", "log")
			.channel("f.severities", "page,loud")
			.channel("f.repeat-after", "0s")
			.channel("f.headers.X-Key", "hidden-\n-key");
		List<Mistake> mistakes = mistakes();
		assertThat(mistakes).extracting(Mistake::key)
			.map((key) -> key.replace("fanlight.alerts.channels.", ""))
			.containsExactlyInAnyOrder("a.type", "b.type", "c.url", "c.secret", "d.url", "d.secret", "e.from", "e.to",
					"f.severities", "f.repeat-after", "f.headers.X-Key");
		assertThat(mistakes.toString()).doesNotContain("short-secret", "secret-part", "0123456789abcdef", "hidden");
	}

	@Test
	void otherMistakesAreReportedTogether() {
		set("interval", "0s").set("window", "long")
			.set("min-requests", "-1")
			.set("delivery.timeout", "x")
			.set("silences[0].rule", "error rate")
			.set("silences[1].rule", "a")
			.set("silences[1].until", "tomorrow")
			.set("quiet-hours.from", "10pm")
			.set("quiet-hours.zone", "Moon/Crater")
			.set("quiet-hours.severities", "none")
			.set("quiet-hours.days", "someday");
		assertThat(mistakes()).extracting(Mistake::key)
			.map((key) -> key.replace("fanlight.alerts.", ""))
			.containsExactlyInAnyOrder("interval", "window", "min-requests", "delivery.timeout", "silences[0].rule",
					"silences[0].until", "silences[1].until", "quiet-hours.from", "quiet-hours.to", "quiet-hours.zone",
					"quiet-hours.severities", "quiet-hours.days");
	}

	private AlertsCheckTests rule(String key, String value) {
		return set("rules." + key, value);
	}

	private AlertsCheckTests channel(String key, String value) {
		return set("channels." + key, value);
	}

	private AlertsCheckTests set(String key, String value) {
		this.environment.setProperty("fanlight.alerts." + key, value);
		return this;
	}

	private List<Mistake> mistakes() {
		List<Mistake> mistakes = new ArrayList<>();
		new AlertsCheck().check(this.environment, mistakes::add);
		return mistakes;
	}

}
