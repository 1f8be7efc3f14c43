package dev.fanlight.autoconfigure.errors;

import java.time.Clock;
import java.util.List;

import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.ErrorLineListener;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.WorkIds;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.Fingerprints;
import dev.fanlight.errors.GroupState;
import dev.fanlight.errors.InboxFile;
import dev.fanlight.errors.InboxSettings;
import dev.fanlight.redaction.Redactor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Auto-configuration for the error inbox: where errors come to light, and where their
 * groups are kept and shown.
 */
@AutoConfiguration(afterName = "dev.fanlight.autoconfigure.redaction.RedactionAutoConfiguration")
@ConditionalOnFanlight("errors")
@EnableConfigurationProperties({ ErrorsProperties.class, FanlightProperties.class })
public final class ErrorsAutoConfiguration {

	private static WorkIds.Source ids(ObjectProvider<WorkIds.Source> ids) {
		return ids.getIfAvailable(() -> (observation) -> WorkIds.NONE);
	}

	/** Made before the context where there is an application around it. */
	@Bean
	@ConditionalOnMissingBean
	CurrentFingerprint fanlightErrorFingerprint() {
		return new CurrentFingerprint(List.of());
	}

	@Bean
	@ConditionalOnMissingBean
	ErrorInbox fanlightErrorInbox(ErrorsProperties properties, FanlightProperties fanlight,
			CurrentFingerprint fingerprint, BeanFactory beanFactory, ObjectProvider<Redactor> redactor) {
		List<String> packages = properties.applicationPackages();
		if (packages.isEmpty()) {
			packages = AutoConfigurationPackages.has(beanFactory) ? AutoConfigurationPackages.get(beanFactory)
					: fingerprint.packages();
		}
		return new ErrorInbox(new Fingerprints(packages),
				new InboxSettings(properties.maxGroups(), properties.resolveAfter(), fanlight.service().version()),
				redactor.getIfAvailable(), new FailedAnswers(), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	ErrorInboxLifecycle fanlightErrorInboxLifecycle(ErrorInbox inbox, CurrentFingerprint fingerprint,
			ErrorsProperties properties, FanlightProperties fanlight) {
		ErrorsProperties.Store store = properties.store();
		InboxFile file = store.enabled()
				? new InboxFile(store.effectiveDirectory(), fanlight.service().stateName(), inbox) : null;
		return new ErrorInboxLifecycle(inbox, fingerprint, file, store.interval());
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightErrorLines")
	ErrorLineListener fanlightErrorLines(ErrorInbox inbox, ObjectProvider<WorkIds.Source> ids) {
		return new ErrorLines(inbox, ids(ids));
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightErrorsSection")
	ErrorsSection fanlightErrorsSection(ErrorInbox inbox, ErrorInboxLifecycle lifecycle, FanlightProperties fanlight) {
		return new ErrorsSection(inbox, fanlight.service().version(), lifecycle::state);
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightNewErrors")
	AlertReading fanlightNewErrors(ErrorInbox inbox) {
		return new ErrorReading("errors.new", inbox, GroupState.NEW, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean(name = "fanlightErrorsThatCameBack")
	AlertReading fanlightErrorsThatCameBack(ErrorInbox inbox) {
		return new ErrorReading("errors.came-back", inbox, GroupState.CAME_BACK, Clock.systemUTC());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Observation.class, ScheduledTaskObservationContext.class })
	static class ObservationConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FailedObservations fanlightFailedObservations(ErrorInbox inbox, ObjectProvider<WorkIds.Source> ids) {
			return new FailedObservations(inbox, ids(ids));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MeterConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ErrorMeters fanlightErrorMeters(ErrorInbox inbox, ErrorInboxLifecycle lifecycle) {
			return new ErrorMeters(inbox, lifecycle.failures());
		}

	}

}
