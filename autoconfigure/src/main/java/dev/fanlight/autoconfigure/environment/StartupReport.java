package dev.fanlight.autoconfigure.environment;

import java.util.Set;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.autoconfigure.InvalidConfigurationException;
import dev.fanlight.autoconfigure.Mistake;
import dev.fanlight.autoconfigure.SettingCheck;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/**
 * Says what was found in the environment as soon as the logging system can print it, and
 * stops the start when settings cannot be meant.
 */
final class StartupReport implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(StartupReport.class);

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableEnvironment environment = event.getEnvironment();
		if (FanlightProperties.isOff(environment)) {
			return;
		}
		Findings findings = Findings.of(event.getBootstrapContext());
		findings.notes().forEach(logger::warn);
		warn(OldNames.complaint(environment));
		warn(UnknownKeys.complaint(environment));
		SettingChecks.mistakes(environment).forEach(findings::add);
		SpringFactoriesLoader.forDefaultResourceLocation(event.getSpringApplication().getClassLoader())
			.load(SettingCheck.class, ArgumentResolver.of(BootstrapContext.class, event.getBootstrapContext()))
			.forEach((check) -> check.check(environment, findings::add));
		Set<Mistake> mistakes = findings.mistakes();
		if (!mistakes.isEmpty()) {
			throw new InvalidConfigurationException(mistakes);
		}
	}

	private static void warn(@Nullable String complaint) {
		if (complaint != null) {
			logger.warn(complaint);
		}
	}

}
