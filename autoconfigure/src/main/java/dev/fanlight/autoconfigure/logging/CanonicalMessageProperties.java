package dev.fanlight.autoconfigure.logging;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;

/**
 * Settings of the line about each message that a listener received, from logger
 * dev.fanlight.message.
 *
 * @param enabled Whether each message that a listener received gets a line.
 * @param slowThreshold How long a received message may take before its line is marked as
 * slow.
 * @param level Level of the line about a received message; one that failed is a warning
 * at least, off leaves all out.
 */
@ConfigurationProperties("fanlight.logging.messages")
record CanonicalMessageProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1s") Duration slowThreshold,
		@DefaultValue("info") LogLevel level) {
}
