package dev.fanlight.autoconfigure.logging;

import java.time.Clock;
import java.util.List;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.ErrorFingerprint;
import dev.fanlight.autoconfigure.ErrorLineListener;
import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.StormGuard;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.token.TokenVerifier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration for what decides about a line before its appenders: flight recorder,
 * storm guard, and the level a request has asked for with a token.
 */
@AutoConfiguration(afterName = { "dev.fanlight.autoconfigure.token.RequestTokenAutoConfiguration",
		"dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration" })
@ConditionalOnFanlight("logging")
@ConditionalOnClass(LoggerContext.class)
@EnableConfigurationProperties({ FlightRecorderProperties.class, StormGuardProperties.class })
public final class LogGateAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnFanlight("logging.storm-guard")
	StormGuard fanlightStormGuard(StormGuardProperties properties, ObjectProvider<ErrorFingerprint> fingerprints) {
		ErrorFingerprint fingerprint = fingerprints.getIfAvailable();
		return new StormGuard(properties.limits(), properties.exemptLoggers(),
				(fingerprint != null) ? fingerprint::of : null, System::nanoTime);
	}

	@Bean
	@ConditionalOnMissingBean
	LogGateLifecycle fanlightLogGate(ObjectProvider<FlightRecorder> recorder, ObjectProvider<StormGuard> guard,
			StormGuardProperties properties, ObjectProvider<TokenVerifier> tokens,
			ObjectProvider<ErrorLineListener> errorListeners) {
		List<ErrorLineListener> listeners = errorListeners.orderedStream().toList();
		return new LogGateLifecycle(recorder.getIfAvailable(), guard.getIfAvailable(), properties.interval(),
				tokens.stream().anyMatch(TokenVerifier::isActive) ? GrantedScopes::logLevel : null,
				listeners.isEmpty() ? null
						: (logger, thrown) -> listeners.forEach((listener) -> listener.errorLogged(logger, thrown)));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnFanlight("logging.flight-recorder")
	@ConditionalOnClass(ObservationRegistry.class)
	static class FlightRecorderConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FlightRecorder fanlightFlightRecorder(FlightRecorderProperties properties, BeanFactory beanFactory,
				ObjectProvider<Redactor> redactor) {
			List<String> packages = AutoConfigurationPackages.has(beanFactory)
					? AutoConfigurationPackages.get(beanFactory) : List.of();
			return new FlightRecorder(properties.loggers().isEmpty() ? packages : properties.loggers(),
					properties.limits(), properties.renderObjects(), redactor.getIfAvailable(), Clock.systemUTC());
		}

		@Bean
		@ConditionalOnMissingBean(name = "fanlightFlightRecorderObservationHandler")
		FlightRecorderObservationHandler fanlightFlightRecorderObservationHandler(FlightRecorder recorder,
				FlightRecorderProperties properties, ObjectProvider<ObservationRegistry> registry) {
			return new FlightRecorderObservationHandler(recorder, new FlightRecorderVerdict(properties),
					SingletonSupplier.ofNullable(registry::getIfAvailable), GrantedScopes::trace);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnFanlight("logging.flight-recorder")
	@ConditionalOnClass({ ObservationRegistry.class, ContextRegistry.class })
	static class PropagationConfiguration {

		PropagationConfiguration() {
			ContextRegistry.getInstance().registerThreadLocalAccessor(new EdgeRecordingAccessor());
		}

		/** Nobody asks for a bean of this class. */
		@Bean
		static LazyInitializationExcludeFilter fanlightLogGateEagerInitialization() {
			return LazyInitializationExcludeFilter.forBeanTypes(PropagationConfiguration.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class MeterConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "fanlightLogGateMeters")
		MeterBinder fanlightLogGateMeters(ObjectProvider<FlightRecorder> recorder, ObjectProvider<StormGuard> guard) {
			return (registry) -> {
				recorder.ifAvailable((found) -> LogGateMeters.bind(found, registry));
				guard.ifAvailable((found) -> LogGateMeters.bind(found, registry));
			};
		}

	}

}
