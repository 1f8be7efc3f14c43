package dev.fanlight.autoconfigure.alerting;

import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.fanlight.alerting.Severity;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What somebody is told of, and how.
 *
 * @param enabled Whether rules are judged and channels told.
 * @param interval How often rules are judged.
 * @param window How much of the past a condition is about that names no window.
 * @param minRequests How many requests a window must hold before they are judged, so that
 * one failed request of two wakes nobody up.
 * @param directory Directory of what survives a restart. The default is alerts in
 * fanlight followed by the name of the user, below the directory for temporary files.
 * @param runbookUrl Beginning of the addresses of runbooks. The name of the rule and .md
 * follow, unless the rule has an address of its own. Default rules have the pages that
 * fanlight.slo.runbook-url has when this is not set.
 * @param rules Rules by name. One that is called like a default rule replaces it.
 * @param channels Channels by name. Nobody is told anything before there is one.
 * @param silences Rules of which nobody is told for a while.
 * @param quietHours Settings of the hours in which nobody is told of what can wait.
 * @param delivery Settings of bringing messages to channels.
 */
@ConfigurationProperties(AlertsProperties.PREFIX)
record AlertsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("10s") Duration interval,
		@DefaultValue("5m") Duration window, @DefaultValue("10") int minRequests, @Nullable Path directory,
		@Nullable String runbookUrl, @DefaultValue Map<String, Rule> rules, @DefaultValue Map<String, Channel> channels,
		@DefaultValue List<Silence> silences, @DefaultValue QuietHours quietHours, @DefaultValue Delivery delivery) {

	static final String PREFIX = "fanlight.alerts";

	Path effectiveDirectory() {
		return (this.directory != null) ? this.directory : Path.of(System.getProperty("java.io.tmpdir"),
				"fanlight-" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_"), "alerts");
	}

	/**
	 * A rule.
	 *
	 * @param enabled Whether it is judged.
	 * @param when The condition.
	 * @param hold How long the condition must be met.
	 * @param severity How urgent it is.
	 * @param cooldown How long after its end it does not fire again.
	 * @param route The route it is about, or * for each on its own.
	 * @param minRequests How many requests a window must hold.
	 * @param summary The sentence to tell.
	 * @param runbookUrl Where it says what to do.
	 */
	record Rule(@DefaultValue("true") boolean enabled, @Nullable String when,
			@Name("for") @DefaultValue("1m") Duration hold, @DefaultValue("page") Severity severity,
			@DefaultValue("5m") Duration cooldown, @Nullable String route, @Nullable Integer minRequests,
			@Nullable String summary, @Nullable String runbookUrl) {
	}

	/**
	 * A channel.
	 *
	 * @param enabled Whether it is told anything.
	 * @param type What it is.
	 * @param url Where to post to.
	 * @param headers Further headers.
	 * @param secret The key that signs each message.
	 * @param severities What it is told of.
	 * @param from Who the mails are from.
	 * @param to Who the mails are for.
	 * @param repeatAfter When an alert that is due is sent again.
	 */
	record Channel(@DefaultValue("true") boolean enabled, @Nullable Type type, @Nullable URI url,
			@DefaultValue Map<String, String> headers, @Nullable String secret, @DefaultValue( {
					"page", "ticket", "info" }) Set<Severity> severities,
			@Nullable String from, @DefaultValue List<String> to, @DefaultValue("1m") Duration repeatAfter){
	}

	/**
	 * What a channel is.
	 */
	enum Type {

		LOG, WEBHOOK, SLACK, EMAIL, ALERTMANAGER;

		boolean hasUrl() {
			return this == WEBHOOK || this == SLACK || this == ALERTMANAGER;
		}

	}

	/**
	 * A silence.
	 *
	 * @param rule Name of the rule, where * stands for anything.
	 * @param until When it ends.
	 * @param reason Why nobody is told.
	 */
	record Silence(@DefaultValue("*") String rule, @Nullable OffsetDateTime until, @DefaultValue("") String reason) {
	}

	/**
	 * Quiet hours.
	 *
	 * @param from When they begin, for example 22:00. There are none by default.
	 * @param to When they end, on the next day if that is earlier than their beginning.
	 * @param zone Time zone of their beginning and end. The default is that of the JVM.
	 * @param days Days on which they begin.
	 * @param severities What can wait until they are over.
	 */
	record QuietHours(@Nullable LocalTime from, @Nullable LocalTime to, @Nullable ZoneId zone, @DefaultValue( {
			"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }) Set<DayOfWeek> days,
			@DefaultValue({ "ticket", "info" }) Set<Severity> severities){
	}

	/**
	 * Delivery.
	 *
	 * @param timeout How long one attempt may take.
	 * @param initialBackoff Pause after the first attempt that failed. Later ones are
	 * twice as long each.
	 * @param maxBackoff Longest pause between attempts that the receiver did not ask for.
	 * @param giveUpAfter How long a message is tried.
	 */
	record Delivery(@DefaultValue("10s") Duration timeout, @DefaultValue("1s") Duration initialBackoff,
			@DefaultValue("5m") Duration maxBackoff, @DefaultValue("1h") Duration giveUpAfter) {
	}

}
