package dev.fanlight.autoconfigure.environment;

import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Keeps Fanlight's defaults last. Boot moves the application's default properties to the
 * end twice, and {@code @PropertySource} adds more while beans are defined; without this
 * they would all stand below ours.
 */
final class FanlightDefaultsOrdering implements ApplicationListener<SpringApplicationEvent> {

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationContextInitializedEvent initialized) {
			moveToEnd(initialized.getApplicationContext());
		}
		else if (event instanceof ApplicationPreparedEvent prepared) {
			ConfigurableApplicationContext context = prepared.getApplicationContext();
			context.addBeanFactoryPostProcessor((beanFactory) -> moveToEnd(context));
		}
	}

	private static void moveToEnd(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		PropertySource<?> defaults = sources.remove(FanlightDefaults.SOURCE);
		if (defaults != null) {
			sources.addLast(defaults);
		}
	}

}
