package dev.fanlight.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the application's own meters.
 *
 * @param enabled Whether there is a bean of type BusinessMeters.
 * @param strict Whether a name, unit or tag that offends the naming convention is thrown
 * instead of being said once; meant for tests.
 */
@ConfigurationProperties("fanlight.metrics.business")
record BusinessMetersProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean strict) {
}
