package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.logging.gate.FlightRecorder;
import dev.fanlight.logging.gate.LogGate;
import dev.fanlight.logging.gate.StormGuard;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Keeps the gate in Logback while the application runs, with one thread that writes
 * summaries and forgets old lines. Starts before and stops after everything else with a
 * life cycle, while the exporters still take lines.
 */
final class LogGateLifecycle implements SmartLifecycle {

	private static final long SECONDS_BETWEEN_SWEEPS = 5;

	private final @Nullable FlightRecorder recorder;

	private final @Nullable StormGuard guard;

	private final Duration interval;

	private final @Nullable IntSupplier requestLevel;

	private final @Nullable BiConsumer<String, @Nullable Throwable> errorListener;

	private @Nullable LogGate gate;

	private @Nullable ScheduledThreadPoolExecutor sweeper;

	LogGateLifecycle(@Nullable FlightRecorder recorder, @Nullable StormGuard guard, Duration interval,
			@Nullable IntSupplier requestLevel, @Nullable BiConsumer<String, @Nullable Throwable> errorListener) {
		this.recorder = recorder;
		this.guard = guard;
		this.interval = interval;
		this.requestLevel = requestLevel;
		this.errorListener = errorListener;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public synchronized void start() {
		if (this.gate != null || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
			return;
		}
		this.gate = LogGate.install(context, this.recorder, this.guard, this.requestLevel, this.errorListener);
		ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "fanlight-log-gate");
			thread.setDaemon(true);
			return thread;
		});
		this.sweeper = threads;
		if (this.guard != null) {
			this.guard.open();
			long millis = Math.max(1, this.interval.toMillis());
			threads.scheduleAtFixedRate(this.guard::sweep, millis, millis, TimeUnit.MILLISECONDS);
		}
		if (this.recorder != null) {
			threads.scheduleWithFixedDelay(this.recorder::sweep, SECONDS_BETWEEN_SWEEPS, SECONDS_BETWEEN_SWEEPS,
					TimeUnit.SECONDS);
		}
	}

	@Override
	public synchronized void stop() {
		if (this.sweeper != null) {
			this.sweeper.shutdown();
			this.sweeper = null;
		}
		if (this.guard != null) {
			this.guard.close();
		}
		if (this.gate != null) {
			this.gate.close();
			this.gate = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.gate != null;
	}

}
