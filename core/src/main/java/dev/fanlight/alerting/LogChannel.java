package dev.fanlight.alerting;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line for each change.
 */
final class LogChannel implements AlertChannel {

	static final String LOGGER = "dev.fanlight.alerts";

	private static final Logger logger = LoggerFactory.getLogger(LOGGER);

	@Override
	public void send(Alert alert) {
		LoggingEventBuilder line = alert.firing() ? logger.atWarn() : logger.atInfo();
		line = line.addKeyValue("alert", alert.rule())
			.addKeyValue("status", alert.status())
			.addKeyValue("severity", alert.severity().id());
		line = (alert.route() != null) ? line.addKeyValue("route", alert.route()) : line;
		line = (alert.traceId() != null) ? line.addKeyValue("alert_trace_id", alert.traceId()) : line;
		line.log("{}: {}", alert.title(), alert.summary());
	}

}
