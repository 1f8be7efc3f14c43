package dev.fanlight.autoconfigure;

import java.util.function.Consumer;

import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks settings of one room at start, so that their mistakes are reported with all the
 * others. Implementations stand in {@code META-INF/spring.factories} and may take a
 * {@link org.springframework.boot.bootstrap.BootstrapContext} in their constructor. They
 * are asked once the environment is complete, and not at all when Fanlight is off.
 */
@FunctionalInterface
public interface SettingCheck {

	/**
	 * Check settings.
	 * @param environment the complete environment
	 * @param mistakes takes each mistake
	 */
	void check(ConfigurableEnvironment environment, Consumer<Mistake> mistakes);

}
