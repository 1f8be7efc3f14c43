package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

import ch.qos.logback.classic.LoggerContext;
import dev.fanlight.autoconfigure.PeriodicWork;
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

	private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(5);

	private final @Nullable FlightRecorder recorder;

	private final @Nullable StormGuard guard;

	private final Duration interval;

	private final @Nullable IntSupplier requestLevel;

	private final @Nullable BiConsumer<String, @Nullable Throwable> errorListener;

	private @Nullable LogGate gate;

	private @Nullable PeriodicWork sweeper;

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
		this.sweeper = new PeriodicWork("fanlight-log-gate");
		if (this.guard != null) {
			this.guard.open();
			this.sweeper.every(this.interval, this.guard::sweep);
		}
		if (this.recorder != null) {
			this.sweeper.every(BETWEEN_SWEEPS, this.recorder::sweep);
		}
	}

	@Override
	public synchronized void stop() {
		if (this.sweeper != null) {
			this.sweeper.close();
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
