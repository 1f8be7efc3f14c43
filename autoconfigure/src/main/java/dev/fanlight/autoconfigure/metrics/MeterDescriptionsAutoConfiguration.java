package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.MeterDescriptions;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the help texts of meters.
 */
@AutoConfiguration
@ConditionalOnFanlight("metrics")
@ConditionalOnClass(MeterFilter.class)
@EnableConfigurationProperties(MetricsProperties.class)
public final class MeterDescriptionsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MeterDescriptions fanlightMeterDescriptions(MetricsProperties properties) {
		return new MeterDescriptions(properties.descriptions());
	}

}
