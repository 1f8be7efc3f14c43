package dev.fanlight.logging;

import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;

/**
 * Sees a line before its appenders do, and has those covered that were attached since.
 * Decides nothing itself, but asks the one filter that may follow it: Logback allocates
 * for every call as soon as there are two.
 */
final class AppenderWatch extends TurboFilter {

	private final LogRedaction redaction;

	private final AtomicReference<@Nullable TurboFilter> next = new AtomicReference<>();

	AppenderWatch(LogRedaction redaction) {
		this.redaction = redaction;
	}

	LogRedaction redaction() {
		return this.redaction;
	}

	/**
	 * Ask a filter after this one.
	 * @param filter the filter
	 * @return {@code false} if another one is asked already
	 */
	boolean follow(TurboFilter filter) {
		return this.next.get() == filter || this.next.compareAndSet(null, filter);
	}

	/**
	 * Ask a filter no longer.
	 * @param filter the filter
	 */
	void unfollow(TurboFilter filter) {
		this.next.compareAndSet(filter, null);
	}

	/**
	 * Ask no filter any longer.
	 * @return the filter that was asked
	 */
	@Nullable TurboFilter release() {
		return this.next.getAndSet(null);
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] params, @Nullable Throwable t) {
		if (format != null && level.isGreaterOrEqual(logger.getEffectiveLevel())) {
			this.redaction.cover(logger);
		}
		TurboFilter after = this.next.get();
		return (after != null) ? after.decide(marker, logger, level, format, params, t) : FilterReply.NEUTRAL;
	}

	@Override
	public FilterReply decide(Logger logger, LoggingEvent event) {
		this.redaction.cover(logger);
		TurboFilter after = this.next.get();
		return (after != null) ? after.decide(logger, event) : FilterReply.NEUTRAL;
	}

}
