package dev.fanlight.logging;

import java.util.Arrays;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;

/**
 * Sees a line before its appenders do, and has those covered that were attached since.
 * Decides nothing itself, but asks the filters that follow it: Logback allocates for
 * every call as soon as it has two to ask.
 */
final class AppenderWatch extends TurboFilter {

	private final LogRedaction redaction;

	/** Replaced, never changed. */
	private volatile TurboFilter[] next = {};

	AppenderWatch(LogRedaction redaction) {
		this.redaction = redaction;
	}

	LogRedaction redaction() {
		return this.redaction;
	}

	/**
	 * Ask a filter after this one and those asked already.
	 * @param filter the filter
	 */
	synchronized void follow(TurboFilter filter) {
		unfollow(filter);
		TurboFilter[] more = Arrays.copyOf(this.next, this.next.length + 1);
		more[more.length - 1] = filter;
		this.next = more;
	}

	/**
	 * Ask a filter no longer.
	 * @param filter the filter
	 */
	synchronized void unfollow(TurboFilter filter) {
		this.next = Arrays.stream(this.next).filter((other) -> other != filter).toArray(TurboFilter[]::new);
	}

	/**
	 * Ask no filter any longer.
	 * @return the filters that were asked, in order
	 */
	synchronized List<TurboFilter> release() {
		List<TurboFilter> released = List.of(this.next);
		this.next = new TurboFilter[0];
		return released;
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] params, @Nullable Throwable t) {
		// Also for a line without a message, or one that another filter lets pass
		if (level.isGreaterOrEqual(logger.getEffectiveLevel())
				|| logger.getLoggerContext().getTurboFilterList().size() > 1) {
			this.redaction.cover(logger);
		}
		for (TurboFilter after : this.next) {
			FilterReply reply = after.decide(marker, logger, level, format, params, t);
			if (reply != FilterReply.NEUTRAL) {
				return reply;
			}
		}
		return FilterReply.NEUTRAL;
	}

	@Override
	public FilterReply decide(Logger logger, LoggingEvent event) {
		this.redaction.cover(logger);
		for (TurboFilter after : this.next) {
			FilterReply reply = after.decide(logger, event);
			if (reply != FilterReply.NEUTRAL) {
				return reply;
			}
		}
		return FilterReply.NEUTRAL;
	}

}
