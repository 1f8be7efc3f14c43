package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;

/**
 * Settings of the line that each request gets, from logger dev.fanlight.request.
 *
 * @param enabled Whether each completed request gets a line.
 * @param started Whether each request gets a line when it begins, too.
 * @param slowThreshold How long a request may take before its line is marked as slow.
 * @param level Level of the lines for which nothing else is said. One about a fault is a
 * warning at least; off leaves all out.
 * @param levels Levels by status, such as 404 or 5xx, which is for all faults; off leaves
 * the line out.
 * @param routes Levels by route template, such as [/orders/{id}]; off leaves the line
 * out. They win over those by status, except for faults.
 * @param excludePaths Paths without lines, as patterns below the context path. What is no
 * traffic has none anyway.
 * @param query Names of the query parameters that the line may show.
 * @param headers Names of the request headers that the line may show.
 */
@ConfigurationProperties("fanlight.logging.requests")
record CanonicalRequestProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean started,
		@DefaultValue("1s") Duration slowThreshold, @DefaultValue("info") LogLevel level,
		@DefaultValue Map<String, LogLevel> levels, @DefaultValue Map<String, LogLevel> routes,
		@DefaultValue List<String> excludePaths, @DefaultValue List<String> query, @DefaultValue List<String> headers) {
}
