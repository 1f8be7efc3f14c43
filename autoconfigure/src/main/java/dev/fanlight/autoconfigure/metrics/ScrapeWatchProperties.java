package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the watch over scrapes.
 *
 * @param enabled Whether the doctor tells when Prometheus does not scrape.
 * @param within Time after which the doctor misses a scrape.
 */
@ConfigurationProperties("fanlight.metrics.scrape-watch")
record ScrapeWatchProperties(@DefaultValue("true") boolean enabled, @DefaultValue("5m") Duration within) {
}
