package dev.fanlight.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the tag that says the same as another.
 *
 * @param enabled Whether the tag error stays away from meters that have the tag
 * exception.
 */
@ConfigurationProperties("fanlight.metrics.drop-error-tag")
record ErrorTagProperties(@DefaultValue("true") boolean enabled) {
}
