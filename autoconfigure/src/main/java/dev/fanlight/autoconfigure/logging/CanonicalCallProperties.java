package dev.fanlight.autoconfigure.logging;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;

/**
 * Settings of the line about each outgoing call, from logger dev.fanlight.call.
 *
 * @param enabled Whether each outgoing call gets a line.
 * @param slowThreshold How long an outgoing call may take before its line is marked as
 * slow.
 * @param level Level of the line about an outgoing call; one that failed is a warning at
 * least, off leaves all out.
 */
@ConfigurationProperties("fanlight.logging.calls")
record CanonicalCallProperties(@DefaultValue("false") boolean enabled, @DefaultValue("1s") Duration slowThreshold,
		@DefaultValue("info") LogLevel level) {
}
