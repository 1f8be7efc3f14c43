package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.micrometer.core.instrument.MeterRegistry;
import net.ttddyy.observation.boot.autoconfigure.ProxyDataSourceBuilderCustomizer;
import net.ttddyy.observation.tracing.DataSourceBaseContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for what datasource-micrometer leaves out of its meters: the kind of
 * a statement and a count of errors.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnFanlight({ "metrics", "metrics.database" })
@ConditionalOnClass({ DataSourceBaseContext.class, MeterRegistry.class })
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(DatabaseProperties.class)
public final class DatabaseMetersAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DatabaseMeters fanlightDatabaseMeters(MeterRegistry registry) {
		return new DatabaseMeters(registry);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ProxyDataSourceBuilderCustomizer.class)
	static class UnobservedErrorsConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightUnobservedDatabaseErrors")
		static ProxyDataSourceBuilderCustomizer fanlightUnobservedDatabaseErrors(
				ObjectProvider<DatabaseMeters> meters) {
			UnobservedDatabaseErrors errors = new UnobservedDatabaseErrors(meters);
			return (builder, dataSource, beanName, name) -> builder.methodListener(errors);
		}

	}

}
