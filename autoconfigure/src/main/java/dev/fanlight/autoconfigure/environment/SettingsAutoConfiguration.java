package dev.fanlight.autoconfigure.environment;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration that lets the endpoint show the settings in force.
 */
@AutoConfiguration
@ConditionalOnFanlight("endpoint")
public final class SettingsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "fanlightSettingsSection")
	EndpointSection fanlightSettingsSection(ConfigurableEnvironment environment, ObjectProvider<Redactor> redactor) {
		return new SettingsSection(environment, redactor.getIfAvailable(() -> Redactor.of(RedactionPolicy.defaults())));
	}

}
