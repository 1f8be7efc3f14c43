package dev.fanlight.autoconfigure.tracing.propagation;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import io.opentelemetry.context.propagation.TextMapPropagator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that reads trace headers as the W3C specifies.
 */
@AutoConfiguration
@ConditionalOnFanlight("tracing.propagation")
@ConditionalOnClass(TextMapPropagator.class)
@EnableConfigurationProperties(PropagationProperties.class)
public final class PropagationAutoConfiguration {

	@Bean
	static PropagationPostProcessor fanlightPropagationPostProcessor() {
		return new PropagationPostProcessor();
	}

}
