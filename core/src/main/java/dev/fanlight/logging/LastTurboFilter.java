package dev.fanlight.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.TurboFilterList;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.LifeCycle;

/**
 * Keeps a filter behind all that a Logback context has when it comes, and through resets.
 * Where redaction's own is the only other one it is asked by that one, since Logback
 * allocates for every call as soon as it has two to ask. Thread-safe.
 */
public final class LastTurboFilter implements AutoCloseable {

	private final LoggerContext context;

	private final TurboFilter filter;

	private final Attachment attachment = new Attachment();

	private volatile boolean closed;

	private LastTurboFilter(LoggerContext context, TurboFilter filter) {
		this.context = context;
		this.filter = filter;
	}

	/**
	 * Have a filter asked from now on.
	 * @param context the Logback context
	 * @param filter the filter
	 * @return to be closed when it shall be asked no longer
	 */
	public static LastTurboFilter install(LoggerContext context, TurboFilter filter) {
		LastTurboFilter last = new LastTurboFilter(context, filter);
		last.attachment.attach();
		return last;
	}

	@Override
	public void close() {
		this.closed = true;
		this.context.removeListener(this.attachment);
		remove();
	}

	private void put() {
		TurboFilterList filters = this.context.getTurboFilterList();
		filters.remove(this.filter);
		if (filters.size() == 1 && filters.get(0) instanceof AppenderWatch watch) {
			watch.follow(this.filter);
			return;
		}
		remove();
		filters.add(this.filter);
	}

	private void remove() {
		TurboFilterList filters = this.context.getTurboFilterList();
		filters.remove(this.filter);
		for (TurboFilter each : filters) {
			if (each instanceof AppenderWatch watch) {
				watch.unfollow(this.filter);
			}
		}
	}

	/**
	 * Holds on to the context, see the redaction's.
	 */
	private final class Attachment implements LoggerContextListener, LifeCycle {

		void attach() {
			LoggerContext context = LastTurboFilter.this.context;
			if (LastTurboFilter.this.closed) {
				return;
			}
			if (!context.getCopyOfListenerList().contains(this)) {
				context.addListener(this);
			}
			context.register(this);
			put();
		}

		@Override
		public boolean isResetResistant() {
			return true;
		}

		@Override
		public void onStart(LoggerContext context) {
			attach();
		}

		@Override
		public void onReset(LoggerContext context) {
			attach();
		}

		@Override
		public void onStop(LoggerContext context) {
			// Lines may be logged until the process ends
		}

		@Override
		public void onLevelChange(Logger logger, Level level) {
			// Levels are read with every line
		}

		@Override
		public void start() {
			// Started by being attached
		}

		@Override
		public void stop() {
			if (!LastTurboFilter.this.closed && !LastTurboFilter.this.context.getCopyOfListenerList().contains(this)) {
				LastTurboFilter.this.context.addListener(this);
			}
		}

		@Override
		public boolean isStarted() {
			return true;
		}

	}

}
