package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.FanlightProperties;
import dev.fanlight.logging.MdcContextStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Puts the trace into the MDC from the first span of the process to the last: before any
 * context is refreshed, and still while a web server drains. Says so if that cannot be.
 */
final class LogCorrelationApplicationListener implements ApplicationListener<SpringApplicationEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(LogCorrelationApplicationListener.class);

	private static final String PROVIDER = "dev.fanlight.logging.MdcContextStorageProvider";

	private static final boolean PRESENT = ClassUtils.isPresent("io.opentelemetry.context.ContextStorage", null)
			&& ClassUtils.isPresent("io.opentelemetry.api.trace.Span", null)
			&& ClassUtils.isPresent("org.slf4j.MDC", null);

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (!PRESENT) {
			return;
		}
		if (event instanceof ApplicationStartingEvent) {
			MdcContextStorage.install();
		}
		else if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
			MdcContextStorage.active(isOn(prepared.getEnvironment()));
		}
		else if (event instanceof ApplicationPreparedEvent && !MdcContextStorage.isFollowing()) {
			logger
				.warn("Text lines and other formats than Fanlight's JSON will lack trace ids: OpenTelemetry's Context was"
						+ " used before SpringApplication.run, with another storage than Fanlight's. Use it later, or start"
						+ " the JVM with -Dio.opentelemetry.context.contextStorageProvider=" + PROVIDER);
		}
	}

	private static boolean isOn(Environment environment) {
		return !FanlightProperties.isOff(environment)
				&& !FanlightProperties.isOff(environment, "fanlight.logging.enabled");
	}

}
