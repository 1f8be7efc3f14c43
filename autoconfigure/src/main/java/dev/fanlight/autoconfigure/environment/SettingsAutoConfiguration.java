package dev.fanlight.autoconfigure.environment;

import java.util.function.Consumer;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.Diagnosis;
import dev.fanlight.autoconfigure.Diagnosis.Finding;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

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

	@Bean
	@ConditionalOnMissingBean(name = "fanlightSettingsDiagnosis")
	Diagnosis fanlightSettingsDiagnosis(ConfigurableEnvironment environment) {
		return new SettingsDiagnosis(environment);
	}

	/** They are said at start in lines of their own. */
	@Bean
	@ConditionalOnMissingBean(name = "fanlightNamesDiagnosis")
	Diagnosis fanlightNamesDiagnosis(ConfigurableEnvironment environment) {
		return Diagnosis.notAtStart((findings) -> {
			say(findings, OldNames.complaint(environment), "Use the new names.");
			say(findings, UnknownKeys.complaint(environment), "Mend or remove them.");
		});
	}

	private static void say(Consumer<Finding> findings, @Nullable String complaint, String fix) {
		if (complaint != null) {
			findings.accept(new Finding("settings", complaint + ".", fix));
		}
	}

}
