package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.BusinessMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the helper that makes an application's own meters.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnFanlight({ "metrics", "metrics.business" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(BusinessMetersProperties.class)
public final class BusinessMetersAutoConfiguration {

	private static final Log logger = LogFactory.getLog(BusinessMeters.class);

	@Bean
	@ConditionalOnMissingBean
	BusinessMeters fanlightBusinessMeters(MeterRegistry registry, BusinessMetersProperties properties) {
		return new BusinessMeters(registry, (sentence) -> {
			if (properties.strict()) {
				throw new IllegalArgumentException(sentence);
			}
			logger.warn(sentence);
		});
	}

}
