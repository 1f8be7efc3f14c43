package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.logging.LogBill;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for the telemetry bill: which logger writes how many lines and
 * bytes, as meters and in the endpoint.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnFanlight({ "logging", "logging.bill" })
@ConditionalOnClass(LoggerContext.class)
@EnableConfigurationProperties(LogBillProperties.class)
public final class LogBillAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LogBillSection fanlightLogBillSection() {
		return new LogBillSection(LogBill.shared());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MeterConfiguration {

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBean(MeterRegistry.class)
		LogBillMeters fanlightLogBillMeters(MeterRegistry registry) {
			return new LogBillMeters(LogBill.shared(), registry);
		}

	}

}
