package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that lets the doctor know when Prometheus scrapes, and what.
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
	ScrapeWatch fanlightScrapeWatch(PrometheusRegistry registry, ScrapeWatchProperties properties,
			Environment environment) {
		ScrapeWatch watch = new ScrapeWatch(properties.within(),
				environment.getProperty("management.otlp.metrics.export.enabled", Boolean.class, true),
				System::nanoTime);
		registry.register(watch);
		return watch;
	}

	@Bean
	@ConditionalOnMissingBean
	ScrapeCanary fanlightScrapeCanary(ObjectProvider<MeterRegistry> meters, PrometheusRegistry registry,
			ScrapeWatch watch) {
		return new ScrapeCanary(meters, registry, watch);
	}

	@Bean
	@ConditionalOnMissingBean
	HistogramDiagnosis fanlightHistogramDiagnosis(ObjectProvider<MeterRegistry> registries) {
		return new HistogramDiagnosis(registries);
	}

}
