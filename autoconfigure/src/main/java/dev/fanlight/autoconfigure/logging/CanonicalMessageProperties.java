package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;

/**
 * Settings of the line about each message that a listener received, from logger
 * dev.fanlight.message.
 *
 * @param enabled Whether each message that a listener received gets a line.
 * @param started Whether each message gets a line when its listener begins, too.
 * @param slowThreshold How long a received message may take before its line is marked as
 * slow.
 * @param level Level of the line about a received message for which nothing else is said;
 * one that failed is a warning at least, off leaves all out that levels does not name.
 * @param levels Levels by destination as the line names it, such as [orders.eu], or with
 * * for any characters; off leaves the line out unless the message failed.
 * @param exclude Destinations whose messages have no lines, even when they fail, such as
 * orders.eu, or with * for any characters.
 */
@ConfigurationProperties("fanlight.logging.messages")
record CanonicalMessageProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean started,
		@DefaultValue("1s") Duration slowThreshold, @DefaultValue("info") LogLevel level,
		@DefaultValue Map<String, LogLevel> levels,
		@DefaultValue List<String> exclude) implements CanonicalWorkProperties {
}
