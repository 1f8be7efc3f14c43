package dev.fanlight.autoconfigure.redaction;

import java.util.Objects;

import dev.fanlight.redaction.Redactor;

import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;

/**
 * Makes the redactor as soon as the environment is complete, before Boot configures the
 * logging system, and offers it to whoever starts before the context: in the bootstrap
 * context under {@link Redactor}. Without it, redaction is off.
 */
final class RedactionApplicationListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	static final int ORDER = LoggingApplicationListener.DEFAULT_ORDER - 5;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (isOff(event.getEnvironment())) {
			return;
		}
		RedactionSettings settings = RedactionSettings.of(event.getEnvironment());
		ConfigurableBootstrapContext bootstrapContext = event.getBootstrapContext();
		bootstrapContext.registerIfAbsent(RedactionSettings.class, InstanceSupplier.of(settings));
		if (!settings.enabled()) {
			return;
		}
		Redaction redaction = Redaction.of(settings.policy());
		bootstrapContext.registerIfAbsent(Redactor.class, InstanceSupplier.of(redaction.redactor()));
		bootstrapContext.addCloseListener((closed) -> closed.getApplicationContext()
			.getBeanFactory()
			.registerSingleton(Redaction.Early.NAME, new Redaction.Early(redaction)));
	}

	private static boolean isOff(Environment environment) {
		try {
			return !environment.getProperty("fanlight.enabled", Boolean.class, true);
		}
		catch (ConversionException ex) {
			return false;
		}
	}

	/**
	 * Stops the start as soon as the logging system can say why.
	 */
	static final class Verdict implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

		@Override
		public int getOrder() {
			return LoggingApplicationListener.DEFAULT_ORDER + 1;
		}

		@Override
		public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
			if (event.getBootstrapContext().isRegistered(RedactionSettings.class)) {
				Objects.requireNonNull(event.getBootstrapContext().get(RedactionSettings.class)).valid();
			}
		}

	}

}
