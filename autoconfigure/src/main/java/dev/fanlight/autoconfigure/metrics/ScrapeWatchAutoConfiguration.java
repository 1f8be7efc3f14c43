package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that lets the doctor know when Prometheus scrapes.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration")
@ConditionalOnFanlight({ "metrics", "metrics.scrape-watch" })
@ConditionalOnClass(PrometheusRegistry.class)
@ConditionalOnBean(PrometheusRegistry.class)
@EnableConfigurationProperties(ScrapeWatchProperties.class)
public final class ScrapeWatchAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ScrapeWatch fanlightScrapeWatch(PrometheusRegistry registry, ScrapeWatchProperties properties) {
		ScrapeWatch watch = new ScrapeWatch(properties.within(), System::nanoTime);
		registry.register(watch);
		return watch;
	}

}
