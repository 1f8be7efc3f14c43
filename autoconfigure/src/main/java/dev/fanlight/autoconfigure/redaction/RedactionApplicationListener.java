package dev.fanlight.autoconfigure.redaction;

import java.util.Objects;
import java.util.function.Consumer;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import dev.fanlight.redaction.Redactor;

import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

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
		if (FanlightProperties.isOff(event.getEnvironment())) {
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

	/**
	 * Reports what cannot be meant, together with all other mistakes.
	 */
	static final class Check implements SettingCheck {

		private final BootstrapContext bootstrapContext;

		Check(BootstrapContext bootstrapContext) {
			this.bootstrapContext = bootstrapContext;
		}

		@Override
		public void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes) {
			if (this.bootstrapContext.isRegistered(RedactionSettings.class)) {
				Objects.requireNonNull(this.bootstrapContext.get(RedactionSettings.class)).mistakes().forEach(mistakes);
			}
		}

	}

}
