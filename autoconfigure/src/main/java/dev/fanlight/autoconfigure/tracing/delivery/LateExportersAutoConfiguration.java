package dev.fanlight.autoconfigure.tracing.delivery;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that lets an application which is processed ahead of time choose its
 * OTLP endpoint where it runs. Conditions are evaluated while it is built, so that Boot's
 * exporters, which exist for an endpoint alone, would be left out for ever.
 */
@AutoConfiguration
@ConditionalOnFanlight({})
@ConditionalOnBooleanProperty(AbstractAotProcessor.AOT_PROCESSING)
public final class LateExportersAutoConfiguration {

	@Bean
	static LateExporters fanlightLateExporters(Environment environment) {
		return new LateExporters(environment);
	}

}
