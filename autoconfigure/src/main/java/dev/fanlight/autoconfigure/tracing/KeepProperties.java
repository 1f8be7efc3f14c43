package dev.fanlight.autoconfigure.tracing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which traces are kept although the head did not take them.
 *
 * @param keepErrors Whether every trace with an error in this process is kept: a failed
 * span, a recorded exception, an exception that a handler turned into an answer below 400
 * (unless it refused the client), an HTTP status from 500, a line of level ERROR.
 * @param keepSlowerThan How long a request or job takes at least for its trace to be
 * kept. Zero for never.
 * @param keepSlowerThanPercentile Percentile of a route's own recent durations above
 * which a trace is kept, below 1. Zero for never.
 */
@ConfigurationProperties("fanlight.tracing.sampling")
public record KeepProperties(@DefaultValue("true") boolean keepErrors, @DefaultValue("1s") Duration keepSlowerThan,
		@DefaultValue("0.999") double keepSlowerThanPercentile) {
}
