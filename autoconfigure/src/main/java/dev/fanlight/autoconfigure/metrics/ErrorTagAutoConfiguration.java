package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.metrics.ErrorTagFilter;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that keeps the tag {@code error} off meters that say the same as
 * {@code exception}.
 */
@AutoConfiguration
@ConditionalOnFanlight({ "metrics", "metrics.drop-error-tag" })
@ConditionalOnClass(MeterFilter.class)
@EnableConfigurationProperties(ErrorTagProperties.class)
public final class ErrorTagAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ErrorTagFilter fanlightErrorTagFilter() {
		return new ErrorTagFilter();
	}

}
