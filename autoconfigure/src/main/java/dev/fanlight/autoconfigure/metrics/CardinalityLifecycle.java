package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.fanlight.metrics.CardinalityGuard;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Does on a thread of its own what the guard must not do while a meter is looked up.
 */
final class CardinalityLifecycle implements SmartInitializingSingleton, DisposableBean {

	private static final int REPORT_SECONDS = 5;

	private static final int LOOKS_PER_PERIOD = 4;

	private final CardinalityGuard guard;

	private final Duration forgetAfter;

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "fanlight-cardinality");
		thread.setDaemon(true);
		return thread;
	});

	CardinalityLifecycle(CardinalityGuard guard, Duration forgetAfter) {
		this.guard = guard;
		this.forgetAfter = forgetAfter;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.executor.scheduleWithFixedDelay(this.guard::report, REPORT_SECONDS, REPORT_SECONDS, TimeUnit.SECONDS);
		if (!this.forgetAfter.isZero()) {
			long period = Math.max(1, this.forgetAfter.toMillis() / LOOKS_PER_PERIOD);
			this.executor.scheduleWithFixedDelay(this.guard::forget, period, period, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
