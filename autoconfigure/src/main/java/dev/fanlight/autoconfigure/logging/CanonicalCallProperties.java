package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;

/**
 * Settings of the line about each outgoing call, from logger dev.fanlight.call.
 *
 * @param enabled Whether each outgoing call gets a line.
 * @param started Whether each outgoing call gets a line when it begins, too.
 * @param slowThreshold How long an outgoing call may take before its line is marked as
 * slow.
 * @param level Level of the line about an outgoing call for which nothing else is said;
 * one that failed is a warning at least, off leaves all out that levels does not name.
 * @param levels Levels by host and path template as the line names them, such as
 * [payments/charges/{id}], or with * for any characters; off leaves the line out unless
 * the call failed.
 * @param exclude Calls without lines, even when they fail, by host and path template as
 * the line names them, such as payments/charges/{id}, or with * for any characters.
 */
@ConfigurationProperties("fanlight.logging.calls")
record CanonicalCallProperties(@DefaultValue("false") boolean enabled, @DefaultValue("false") boolean started,
		@DefaultValue("1s") Duration slowThreshold, @DefaultValue("info") LogLevel level,
		@DefaultValue Map<String, LogLevel> levels,
		@DefaultValue List<String> exclude) implements CanonicalWorkProperties {
}
