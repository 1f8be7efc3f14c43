package dev.fanlight.autoconfigure.logging;

import dev.fanlight.autoconfigure.FanlightProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Says in one line what works and what does not when Logback is not the logging system.
 */
final class LoggingSystemReport implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(LoggingSystemReport.class);

	private static final String LOGBACK = "LogbackLoggingSystem";

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		Environment environment = event.getEnvironment();
		if (FanlightProperties.isOff(environment)
				|| FanlightProperties.isOff(environment, "fanlight.logging.enabled")) {
			return;
		}
		String system = LoggingSystem.get(event.getSpringApplication().getClassLoader()).getClass().getSimpleName();
		if (!system.equals(LOGBACK)) {
			logger.warn("The logging system is " + system.replace("LoggingSystem", "") + ", not Logback. Fanlight's"
					+ " metrics, traces, alerts and MDC entries (traceId, spanId, request_id, own keys) work. What needs"
					+ " Logback does not: JSON log lines, OTLP logs, redaction and limits of log lines, the lines about"
					+ " requests, calls, jobs and messages, the flight recorder, the storm guard, levels that a token asks"
					+ " for, asynchronous sinks, the log bill and the meters of log lines, errors that are only logged in"
					+ " the error inbox. Use spring-boot-starter-logging to have them, or set"
					+ " fanlight.logging.enabled=false to no longer see this.");
		}
	}

}
