package dev.fanlight.autoconfigure.errors;

import java.util.List;

import dev.fanlight.autoconfigure.ConditionalOnFanlight;
import dev.fanlight.autoconfigure.ErrorFingerprint;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.RecentLines;
import dev.fanlight.autoconfigure.WorkIds;
import dev.fanlight.redaction.Redactor;
import io.sentry.Sentry;
import io.sentry.SentryOptions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the bridge to Sentry, where its SDK is there: events tell the
 * fingerprint, the trace and the held lines of an error, and nothing leaves unredacted.
 */
@AutoConfiguration(after = ErrorsAutoConfiguration.class, beforeName = "io.sentry.spring.boot4.SentryAutoConfiguration")
@ConditionalOnFanlight("errors.sentry")
@ConditionalOnClass({ Sentry.class, SentryOptions.class })
@EnableConfigurationProperties({ SentryProperties.class, FanlightProperties.class })
public final class SentryAutoConfiguration {

	/** The last one to configure, so that what it wraps is what the user has chosen. */
	@Bean
	@Order
	@ConditionalOnMissingBean
	SentryOptionsCustomizer fanlightSentryOptions(ObjectProvider<ErrorFingerprint> fingerprints,
			ObjectProvider<WorkIds.Source> ids, ObjectProvider<RecentLines> lines, FanlightProperties fanlight,
			ObjectProvider<Redactor> redactor, Environment environment) {
		ErrorFingerprint fingerprint = fingerprints.getIfAvailable(() -> (error) -> null);
		WorkIds.Source work = ids.getIfAvailable(() -> (observation) -> WorkIds.NONE);
		RecentLines recent = lines.getIfAvailable(() -> List::of);
		return new SentryOptionsCustomizer((options) -> new SentryEvents(fingerprint, work, recent, options),
				fanlight.service(), environment.containsProperty("sentry.environment") ? null : fanlight.environment(),
				redactor.getIfAvailable());
	}

}
