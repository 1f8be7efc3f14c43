package dev.fanlight.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.TurboFilterList;
import ch.qos.logback.classic.turbo.TurboFilter;

/**
 * Keeps a filter behind all that a Logback context has when it comes, and through resets.
 * Where redaction's own is the only other one it is asked by that one, since Logback
 * allocates for every call as soon as it has two to ask. Thread-safe.
 */
public final class LastTurboFilter implements AutoCloseable {

	private final LoggerContext context;

	private final TurboFilter filter;

	private final Attachment attachment;

	private volatile boolean closed;

	private LastTurboFilter(LoggerContext context, TurboFilter filter) {
		this.context = context;
		this.filter = filter;
		this.attachment = new Attachment();
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

	private final class Attachment extends LastingListener {

		Attachment() {
			super(LastTurboFilter.this.context);
		}

		@Override
		boolean isWanted() {
			return !LastTurboFilter.this.closed;
		}

		@Override
		void attached() {
			put();
		}

		@Override
		public void onStart(LoggerContext context) {
			attach();
		}

	}

}
