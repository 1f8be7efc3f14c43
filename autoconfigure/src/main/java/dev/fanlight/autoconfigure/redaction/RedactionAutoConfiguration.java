package dev.fanlight.autoconfigure.redaction;

import java.util.List;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.redaction.InvalidRedactionPolicyException;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the {@link Redactor}: the one that was made before the context
 * where there is one. A {@code Redactor} bean of the user takes over every exit but the
 * logging ones, which start earlier.
 */
@AutoConfiguration
@ConditionalOnFanlight("redaction")
@EnableConfigurationProperties(RedactionProperties.class)
public final class RedactionAutoConfiguration {

	@Bean
	Redaction fanlightRedaction(ObjectProvider<Redaction.Early> early, ObjectProvider<RedactorCustomizer> customizers,
			Environment environment) {
		Redaction redaction = early.stream()
			.map(Redaction.Early::redaction)
			.findFirst()
			.orElseGet(() -> Redaction.of(RedactionSettings.of(environment).valid()));
		List<RedactorCustomizer> changes = customizers.orderedStream().toList();
		if (!changes.isEmpty()) {
			RedactionPolicy.Builder policy = redaction.redactor().policy().toBuilder();
			changes.forEach((customizer) -> customizer.customize(policy));
			redaction.redactor().policy(built(policy));
		}
		return redaction;
	}

	private static RedactionPolicy built(RedactionPolicy.Builder customized) {
		try {
			return customized.build();
		}
		catch (InvalidRedactionPolicyException ex) {
			throw new InvalidConfigurationException(ex.problems()
				.stream()
				.map((problem) -> new Mistake(problem.property(), Mistake.shown(problem.value()),
						"a RedactorCustomizer", problem.fix()))
				.toList());
		}
	}

	@Bean
	@ConditionalOnMissingBean
	Redactor fanlightRedactor(Redaction redaction) {
		return redaction.redactor();
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightRedactionSection")
	EndpointSection fanlightRedactionSection(Redactor redactor, Redaction redaction) {
		return new RedactionSection(redactor, redaction.counters());
	}

	@Bean
	static LazyInitializationExcludeFilter fanlightRedactionEagerInitialization() {
		return LazyInitializationExcludeFilter.forBeanTypes(Redaction.class);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MetersConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightRedactionMeters")
		MeterBinder fanlightRedactionMeters(Redaction redaction) {
			return new RedactionMeters(redaction.counters());
		}

	}

}
