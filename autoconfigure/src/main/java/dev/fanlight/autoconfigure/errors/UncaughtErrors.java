package dev.fanlight.autoconfigure.errors;

import java.lang.Thread.UncaughtExceptionHandler;

import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.Sighting;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hears of threads that end with an error. A handler that was there before goes on as it
 * did; without one the error becomes a line of level ERROR, redacted as any other, where
 * the JVM would have printed it as it is.
 */
final class UncaughtErrors implements UncaughtExceptionHandler {

	private static final Log logger = LogFactory.getLog(UncaughtErrors.class);

	private final @Nullable UncaughtExceptionHandler before;

	private volatile @Nullable ErrorInbox inbox;

	private UncaughtErrors(@Nullable UncaughtExceptionHandler before, ErrorInbox inbox) {
		this.before = before;
		this.inbox = inbox;
	}

	static UncaughtErrors install(ErrorInbox inbox) {
		synchronized (UncaughtErrors.class) {
			UncaughtErrors errors = new UncaughtErrors(Thread.getDefaultUncaughtExceptionHandler(), inbox);
			Thread.setDefaultUncaughtExceptionHandler(errors);
			return errors;
		}
	}

	/** Another application of the JVM may have come on top, and goes first. */
	void uninstall() {
		this.inbox = null;
		synchronized (UncaughtErrors.class) {
			while (Thread.getDefaultUncaughtExceptionHandler() instanceof UncaughtErrors top && top.inbox == null) {
				Thread.setDefaultUncaughtExceptionHandler(top.before);
			}
		}
	}

	@Override
	public void uncaughtException(Thread thread, Throwable error) {
		ErrorInbox current = this.inbox;
		if (current != null) {
			current.record(new Sighting(error, Edge.THREAD, null, null, null));
		}
		if (this.before != null) {
			this.before.uncaughtException(thread, error);
		}
		else {
			logger.error("Uncaught exception in thread " + thread.getName(), error);
		}
	}

}
