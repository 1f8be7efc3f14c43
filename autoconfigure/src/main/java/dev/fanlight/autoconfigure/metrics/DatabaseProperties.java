package dev.fanlight.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the meters of databases.
 *
 * @param enabled Whether the timer of statements tells their kinds, and errors of the
 * database are counted, where datasource-micrometer is there.
 */
@ConfigurationProperties("fanlight.metrics.database")
record DatabaseProperties(@DefaultValue("true") boolean enabled) {
}
