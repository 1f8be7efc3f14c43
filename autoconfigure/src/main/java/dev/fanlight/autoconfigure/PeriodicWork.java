package dev.fanlight.autoconfigure;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Small work that is done again and again by a daemon thread of its own, one after the
 * other, with a pause between the end of one and the beginning of the next. What fails is
 * done again when its time comes; that it failed is said once.
 */
public final class PeriodicWork implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PeriodicWork.class);

	private final ScheduledThreadPoolExecutor executor;

	private boolean warned;

	/**
	 * Create an instance without work.
	 * @param thread the name of the thread, which is started with the first work
	 */
	public PeriodicWork(String thread) {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread daemon = new Thread(task, thread);
			daemon.setDaemon(true);
			return daemon;
		});
	}

	/**
	 * Do something from now on.
	 * @param period the time until the first and between two
	 * @param work what to do
	 */
	public void every(Duration period, Runnable work) {
		every(period, period, work);
	}

	/**
	 * Do something from now on.
	 * @param first the time until the first
	 * @param period the time between two
	 * @param work what to do
	 */
	public void every(Duration first, Duration period, Runnable work) {
		this.executor.scheduleWithFixedDelay(() -> guarded(work), first.toMillis(), Math.max(1, period.toMillis()),
				TimeUnit.MILLISECONDS);
	}

	/** An executor would never again do what has failed once. */
	private void guarded(Runnable work) {
		try {
			work.run();
		}
		catch (Throwable ex) {
			warn(ex);
		}
	}

	private void warn(Throwable failure) {
		if (this.warned) {
			return;
		}
		this.warned = true;
		try {
			logger.warn(
					"Failed on thread " + Thread.currentThread().getName() + " and is tried again. This is said once.",
					failure);
		}
		catch (Throwable ex) {
			// What failed may be the log
		}
	}

	/**
	 * Do nothing more. What is being done is done to its end.
	 */
	@Override
	public void close() {
		this.executor.shutdown();
	}

}
