package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.ConditionalOnSwitch;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that gives the application's OpenTelemetry to libraries which ask
 * {@link GlobalOpenTelemetry}, when asked to.
 */
@AutoConfiguration(after = OpenTelemetrySdkAutoConfiguration.class)
@ConditionalOnFanlight({})
@ConditionalOnClass({ GlobalOpenTelemetry.class, OpenTelemetrySdkAutoConfiguration.class })
@ConditionalOnBean(OpenTelemetry.class)
@EnableConfigurationProperties(GlobalTracingProperties.class)
public final class GlobalOpenTelemetryAutoConfiguration {

	@Bean
	@ConditionalOnSwitch("fanlight.tracing.register-global")
	GlobalOpenTelemetryRegistration fanlightGlobalOpenTelemetry(ObjectProvider<OpenTelemetry> openTelemetry) {
		return new GlobalOpenTelemetryRegistration(openTelemetry.getObject());
	}

	@Bean
	@ConditionalOnSwitch("fanlight.tracing.register-global")
	static LazyInitializationExcludeFilter fanlightGlobalEagerInitialization() {
		return LazyInitializationExcludeFilter.forBeanTypes(GlobalOpenTelemetryRegistration.class);
	}

}
