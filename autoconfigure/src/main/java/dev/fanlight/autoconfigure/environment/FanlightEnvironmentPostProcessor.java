package dev.fanlight.autoconfigure.environment;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Completes the environment once Boot has loaded the application's configuration.
 */
final class FanlightEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	/**
	 * After configuration data and whatever else orders itself, before Boot's own mapping
	 * of OTEL_* names.
	 */
	static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		environment.getPropertySources().remove(FanlightDefaults.SOURCE);
		if (!environment.getProperty("fanlight.enabled", Boolean.class, true)) {
			return;
		}
		Map<String, Object> defaults = new LinkedHashMap<>();
		FanlightDefaults.ALWAYS.forEach((entry) -> entry.addTo(defaults));
		FanlightDefaults.chosen(environment, application.getClassLoader()).forEach((entry) -> entry.addTo(defaults));
		environment.getPropertySources()
			.addLast(new OriginTrackedMapPropertySource(FanlightDefaults.SOURCE, defaults, true));
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

}
