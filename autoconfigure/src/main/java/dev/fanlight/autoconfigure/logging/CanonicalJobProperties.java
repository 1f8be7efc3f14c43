package dev.fanlight.autoconfigure.logging;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;

/**
 * Settings of the line about each run of a scheduled job, from logger dev.fanlight.job.
 *
 * @param enabled Whether each run of a scheduled job gets a line.
 * @param slowThreshold How long a scheduled job may take before its line is marked as
 * slow.
 * @param level Level of the line about a scheduled job; one that failed is a warning at
 * least, off leaves all out.
 */
@ConfigurationProperties("fanlight.logging.jobs")
record CanonicalJobProperties(@DefaultValue("true") boolean enabled, @DefaultValue("1m") Duration slowThreshold,
		@DefaultValue("info") LogLevel level) {
}
