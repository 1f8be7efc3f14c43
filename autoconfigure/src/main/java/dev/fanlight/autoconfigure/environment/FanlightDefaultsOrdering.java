package dev.fanlight.autoconfigure.environment;

import java.util.List;

import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
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

	private static final List<String> LAST = List
		.of(FanlightEnvironmentPostProcessor.DERIVED + DefaultPropertiesPropertySource.NAME, FanlightDefaults.SOURCE);

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
		for (String name : LAST) {
			PropertySource<?> source = sources.remove(name);
			if (source != null) {
				sources.addLast(source);
			}
		}
	}

}
