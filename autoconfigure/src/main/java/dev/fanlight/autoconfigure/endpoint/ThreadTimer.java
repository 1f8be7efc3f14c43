package dev.fanlight.autoconfigure.endpoint;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A timer with one thread that is there only while something waits.
 */
final class ThreadTimer implements LiveChanges.Timer, AutoCloseable {

	private final ScheduledThreadPoolExecutor executor;

	ThreadTimer() {
		this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "fanlight-endpoint");
			thread.setDaemon(true);
			return thread;
		});
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public Runnable schedule(Runnable task, Duration delay) {
		Future<?> scheduled = this.executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
		return () -> scheduled.cancel(false);
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
