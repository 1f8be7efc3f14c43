package dev.fanlight.autoconfigure.logging;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Map;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.logging.LogFileOutages;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LogFile;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;

/**
 * Lets an application start without its log file when the file cannot be written, and
 * says so in one line. Otherwise Logback prints its status with a stack trace between the
 * lines, and a configuration file that uses the property keeps Boot from starting. A file
 * that cannot be written later is said in a line, too.
 */
final class UnwritableLogFile implements ApplicationListener<SpringApplicationEvent>, Ordered {

	private static final String SOURCE = "fanlightUnwritableLogFile";

	private static final String COMPLAINT = SOURCE + ".complaint";

	private static final boolean LOGBACK = ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", null);

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER - 1;
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
			check(prepared.getEnvironment());
		}
		else if (event instanceof ApplicationContextInitializedEvent initialized) {
			ConfigurableEnvironment environment = initialized.getApplicationContext().getEnvironment();
			report(environment);
			if (isWanted(environment)) {
				Outages.watch();
			}
		}
	}

	private static boolean isWanted(Environment environment) {
		return LOGBACK && !FanlightProperties.isOff(environment)
				&& !FanlightProperties.isOff(environment, "fanlight.logging.enabled");
	}

	private static void check(ConfigurableEnvironment environment) {
		LogFile file = LogFile.get(environment);
		if (file == null || !isWanted(environment)) {
			return;
		}
		String obstacle = obstacle(new File(file.toString()));
		if (obstacle != null) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource(SOURCE,
						Map.of(LogFile.FILE_NAME_PROPERTY, "", LogFile.FILE_PATH_PROPERTY, "", COMPLAINT, obstacle)));
		}
	}

	/** Opens the file as Logback does, since rights alone do not tell. */
	private static @Nullable String obstacle(File file) {
		File directory = file.getAbsoluteFile().getParentFile();
		if (directory != null) {
			directory.mkdirs();
		}
		try (FileOutputStream output = new FileOutputStream(file, true)) {
			return null;
		}
		catch (IOException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	private static void report(ConfigurableEnvironment environment) {
		PropertySource<?> source = environment.getPropertySources().get(SOURCE);
		if (source != null) {
			Log logger = LogFactory.getLog(UnwritableLogFile.class);
			logger.warn("The log file cannot be written, lines go to the other sinks only: "
					+ source.getProperty(COMPLAINT) + ". Change logging.file.name or logging.file.path.");
		}
	}

	/**
	 * Why the log file cannot be written.
	 * @param environment the environment of the running application
	 * @return the words of the system, or {@code null} if it can be written
	 */
	static @Nullable String obstacle(Environment environment) {
		return environment.getProperty(COMPLAINT);
	}

	/**
	 * Keeps what needs Logback out of the listener, which is loaded without it too.
	 */
	private static final class Outages {

		static void watch() {
			if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
				LogFileOutages.watch(context);
			}
		}

	}

}
