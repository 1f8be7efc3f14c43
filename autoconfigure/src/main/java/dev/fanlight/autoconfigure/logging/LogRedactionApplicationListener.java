package dev.fanlight.autoconfigure.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.EarlySettings;
import dev.fanlight.autoconfigure.ErrorFingerprint;
import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.logging.LogBill;
import dev.fanlight.logging.LogRedaction;
import dev.fanlight.redaction.Redactor;
import org.slf4j.LoggerFactory;

import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Hands redactor, limits and bill of the application to Logback right before Boot
 * configures it, or takes away what the application has switched off. Until then the
 * default policy holds.
 */
final class LogRedactionApplicationListener
		implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final boolean LOGBACK = ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", null);

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER - 4;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (LOGBACK) {
			Logback.apply(event.getEnvironment(), event.getBootstrapContext());
		}
	}

	/**
	 * Keeps what needs Logback out of the listener, which is loaded without it too.
	 */
	private static final class Logback {

		static void apply(Environment environment, BootstrapContext bootstrapContext) {
			if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
				return;
			}
			if (FanlightProperties.isOff(environment)) {
				LogRedaction.uninstall(context);
				return;
			}
			ErrorFingerprint fingerprint = bootstrapContext.getOrElse(ErrorFingerprint.class, null);
			LogRedaction redaction = FanlightProperties.isOff(environment, "fanlight.redaction.enabled")
					? LogRedaction.limitOnly(context)
					: LogRedaction.install(context, bootstrapContext.getOrElse(Redactor.class, null));
			redaction.limit(
					EarlySettings.read(environment, "fanlight.logging.limits", LogLimitsProperties.class).toLimits());
			redaction.fingerprints((fingerprint != null) ? fingerprint::of : null);
			boolean billed = !FanlightProperties.isOff(environment, "fanlight.logging.enabled")
					&& !FanlightProperties.isOff(environment, "fanlight.logging.bill.enabled");
			LogBill.shared()
				.budget(billed
						? EarlySettings.read(environment, "fanlight.logging.bill", LogBillProperties.class).maxLoggers()
						: 0);
		}

	}

}
