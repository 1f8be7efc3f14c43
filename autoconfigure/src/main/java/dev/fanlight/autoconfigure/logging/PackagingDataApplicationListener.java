package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.joran.util.ConfigurationWatchListUtil;
import dev.fanlight.autoconfigure.FanlightProperties;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LogFile;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Has Logback look up the jar of every frame no longer where Boot's own configuration
 * asks for it and all lines are structured: it costs more than the rest of the line, and
 * a structured line shows it nowhere.
 */
final class PackagingDataApplicationListener
		implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final boolean LOGBACK = ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", null);

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		Environment environment = event.getEnvironment();
		if (LOGBACK && isOn(environment) && isStructured(environment)) {
			Logback.apply();
		}
	}

	private static boolean isStructured(Environment environment) {
		return StringUtils.hasText(environment.getProperty("logging.structured.format.console"))
				&& (LogFile.get(environment) == null
						|| StringUtils.hasText(environment.getProperty("logging.structured.format.file")));
	}

	private static boolean isOn(Environment environment) {
		return !FanlightProperties.isOff(environment)
				&& !FanlightProperties.isOff(environment, "fanlight.logging.enabled");
	}

	/**
	 * Keeps what needs Logback out of the listener, which is loaded without it too.
	 */
	private static final class Logback {

		static void apply() {
			// Whoever configures Logback by a file decides there
			if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
					&& ConfigurationWatchListUtil.getMainWatchURL(context) == null) {
				context.setPackagingDataEnabled(false);
			}
		}

	}

}
