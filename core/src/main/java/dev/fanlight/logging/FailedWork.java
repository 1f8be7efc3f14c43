package dev.fanlight.logging;

import java.util.function.Supplier;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives the trace of failed work to the lines about its exception that are written after
 * it has ended, as a scheduler does: on the same thread, and until that begins other
 * work.
 */
public final class FailedWork {

	private static final ThreadLocal<FailedWork> LAST = new ThreadLocal<>();

	private final Throwable error;

	private final Supplier<Runnable> trace;

	private FailedWork(Throwable error, Supplier<Runnable> trace) {
		this.error = error;
		this.trace = trace;
	}

	/**
	 * Work has failed on this thread.
	 * @param error what it threw
	 * @param trace makes its trace current, and answers with what ends that
	 */
	public static void ended(Throwable error, Supplier<Runnable> trace) {
		LAST.set(new FailedWork(error, trace));
	}

	/**
	 * Other work begins on this thread.
	 */
	public static void forget() {
		LAST.remove();
	}

	/**
	 * Make the trace current that a line belongs to but does not have.
	 * @param event the line
	 * @return ends that, {@code null} if there is nothing to end
	 */
	static @Nullable Runnable open(ILoggingEvent event) {
		IThrowableProxy thrown = event.getThrowableProxy();
		FailedWork last = (thrown != null) ? LAST.get() : null;
		return (last != null && last.threw(RedactedThrowableProxy.unwrap(thrown)) && MDC.get(MdcKey.TRACE_ID) == null)
				? last.trace.get() : null;
	}

	/** Schedulers take a checked exception out of what Spring wraps it in. */
	private boolean threw(@Nullable Throwable thrown) {
		return thrown != null && (thrown == this.error || thrown == this.error.getCause());
	}

}
