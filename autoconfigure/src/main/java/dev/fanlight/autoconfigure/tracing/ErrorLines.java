package dev.fanlight.autoconfigure.tracing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Marker;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * Tells of every line of level ERROR, on the thread that logs it. Comes back when Logback
 * is configured anew.
 */
final class ErrorLines extends TurboFilter implements LoggerContextListener, InitializingBean, DisposableBean {

	private final Runnable listener;

	private final ILoggerFactory loggers;

	/**
	 * Create the filter.
	 * @param listener called for each line
	 * @param loggers where lines are logged; nothing is seen unless it is Logback
	 */
	ErrorLines(Runnable listener, ILoggerFactory loggers) {
		this.listener = listener;
		this.loggers = loggers;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.loggers instanceof LoggerContext context) {
			context.addListener(this);
			onReset(context);
		}
	}

	@Override
	public void destroy() {
		if (this.loggers instanceof LoggerContext context) {
			context.removeListener(this);
			context.getTurboFilterList().remove(this);
		}
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] params, @Nullable Throwable t) {
		// Without a format it is a question whether the level is enabled
		if (format != null && level.isGreaterOrEqual(Level.ERROR)
				&& level.isGreaterOrEqual(logger.getEffectiveLevel())) {
			this.listener.run();
		}
		return FilterReply.NEUTRAL;
	}

	@Override
	public boolean isResetResistant() {
		return true;
	}

	@Override
	public void onReset(LoggerContext context) {
		// The first, since another one may decide
		context.getTurboFilterList().add(0, this);
	}

	@Override
	public void onStart(LoggerContext context) {
		// Present already
	}

	@Override
	public void onStop(LoggerContext context) {
		// Lines may be logged until the process ends
	}

	@Override
	public void onLevelChange(Logger logger, Level level) {
		// Asked for with each line
	}

}
