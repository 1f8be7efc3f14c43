package dev.fanlight.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;

/**
 * Sees a line before its appenders do, and has those covered that were attached since.
 * Decides nothing.
 */
final class AppenderWatch extends TurboFilter {

	private final LogRedaction redaction;

	AppenderWatch(LogRedaction redaction) {
		this.redaction = redaction;
	}

	LogRedaction redaction() {
		return this.redaction;
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] params, @Nullable Throwable t) {
		if (format != null && level.isGreaterOrEqual(logger.getEffectiveLevel())) {
			this.redaction.cover(logger);
		}
		return FilterReply.NEUTRAL;
	}

	@Override
	public FilterReply decide(Logger logger, LoggingEvent event) {
		this.redaction.cover(logger);
		return FilterReply.NEUTRAL;
	}

}
