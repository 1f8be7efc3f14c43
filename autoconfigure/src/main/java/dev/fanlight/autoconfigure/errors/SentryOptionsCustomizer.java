package dev.fanlight.autoconfigure.errors;

import java.util.function.Function;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.errors.sentry.RedactingSerializer;
import dev.fanlight.redaction.Redactor;
import io.sentry.EventProcessor;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Makes Sentry's options ours: before Sentry starts where Spring starts it, and once
 * everything is there where the application has called {@code Sentry.init} itself.
 * Options that were seen are left alone.
 */
final class SentryOptionsCustomizer implements Sentry.OptionsConfiguration<SentryOptions>, SmartInitializingSingleton {

	private final Function<SentryOptions, EventProcessor> events;

	private final FanlightProperties.Service service;

	private final @Nullable String environment;

	private final @Nullable Redactor redactor;

	SentryOptionsCustomizer(Function<SentryOptions, EventProcessor> events, FanlightProperties.Service service,
			@Nullable String environment, @Nullable Redactor redactor) {
		this.events = events;
		this.service = service;
		this.environment = environment;
		this.redactor = redactor;
	}

	@Override
	public void configure(SentryOptions options) {
		if (options.getEventProcessors().stream().anyMatch(SentryEvents.class::isInstance)) {
			return;
		}
		options.addEventProcessor(this.events.apply(options));
		if (options.getRelease() == null && this.service.version() != null) {
			options.setRelease(this.service.name() + '@' + this.service.version());
		}
		if (this.environment != null) {
			options.setEnvironment(this.environment);
		}
		if (this.redactor != null && !(options.getSerializer() instanceof RedactingSerializer)) {
			options.setSerializer(new RedactingSerializer(options.getSerializer(), this.redactor));
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (Sentry.isEnabled()) {
			configure(Sentry.getCurrentScopes().getOptions());
		}
	}

}
