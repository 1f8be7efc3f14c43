package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;

/**
 * Settings of the line about each run of a scheduled job, from logger dev.fanlight.job.
 *
 * @param enabled Whether each run of a scheduled job gets a line.
 * @param started Whether each run of a scheduled job gets a line when it begins, too.
 * @param slowThreshold How long a scheduled job may take before its line is marked as
 * slow.
 * @param level Level of the line about a scheduled job for which nothing else is said;
 * one that failed is a warning at least, off leaves all out that levels does not name.
 * @param levels Levels by class and method as the line names them, such as [Poller.poll],
 * or with * for any characters; off leaves the line out unless the job failed.
 * @param exclude Jobs without lines, even when they fail, by class and method as the line
 * names them, such as Poller.poll, or with * for any characters.
 */
@ConfigurationProperties("fanlight.logging.jobs")
record CanonicalJobProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean started,
		@DefaultValue("1m") Duration slowThreshold, @DefaultValue("info") LogLevel level,
		@DefaultValue Map<String, LogLevel> levels,
		@DefaultValue List<String> exclude) implements CanonicalWorkProperties {
}
