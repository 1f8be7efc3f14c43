package dev.fanlight.autoconfigure.errors;

import java.util.List;

import dev.fanlight.autoconfigure.ErrorFingerprint;
import dev.fanlight.autoconfigure.FanlightProperties;

import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Offers fingerprints to the logging system before the context is there: in the bootstrap
 * context under {@link ErrorFingerprint}. Without it, lines have none.
 */
final class FingerprintApplicationListener
		implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER - 5;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableEnvironment environment = event.getEnvironment();
		if (FanlightProperties.isOff(environment) || FanlightProperties.isOff(environment, "fanlight.errors.enabled")) {
			return;
		}
		List<String> packages = Binder.get(environment)
			.bind("fanlight.errors.application-packages", Bindable.listOf(String.class))
			.orElse(List.of());
		Class<?> main = event.getSpringApplication().getMainApplicationClass();
		CurrentFingerprint fingerprint = new CurrentFingerprint(
				(packages.isEmpty() && main != null) ? List.of(main.getPackageName()) : packages);
		ConfigurableBootstrapContext bootstrapContext = event.getBootstrapContext();
		bootstrapContext.registerIfAbsent(ErrorFingerprint.class, InstanceSupplier.of(fingerprint));
		bootstrapContext.addCloseListener((closed) -> closed.getApplicationContext()
			.getBeanFactory()
			.registerSingleton(CurrentFingerprint.NAME, fingerprint));
	}

}
