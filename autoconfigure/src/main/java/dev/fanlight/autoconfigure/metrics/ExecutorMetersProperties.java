package dev.fanlight.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the meters of executors.
 *
 * @param enabled Whether executor beans that are not Spring's own are measured as Boot
 * measures those.
 */
@ConfigurationProperties("fanlight.metrics.executors")
record ExecutorMetersProperties(@DefaultValue("true") boolean enabled) {
}
