package dev.fanlight.autoconfigure.metrics;

import java.time.Duration;

import dev.fanlight.autoconfigure.PeriodicWork;
import dev.fanlight.metrics.CardinalityGuard;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Does on a thread of its own what the guard must not do while a meter is looked up.
 */
final class CardinalityLifecycle implements SmartInitializingSingleton, DisposableBean {

	private static final Duration REPORT_PERIOD = Duration.ofSeconds(5);

	private static final int LOOKS_PER_PERIOD = 4;

	private final CardinalityGuard guard;

	private final Duration forgetAfter;

	private final PeriodicWork work = new PeriodicWork("fanlight-cardinality");

	CardinalityLifecycle(CardinalityGuard guard, Duration forgetAfter) {
		this.guard = guard;
		this.forgetAfter = forgetAfter;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.work.every(REPORT_PERIOD, this.guard::report);
		if (!this.forgetAfter.isZero()) {
			this.work.every(this.forgetAfter.dividedBy(LOOKS_PER_PERIOD), this.guard::forget);
		}
	}

	@Override
	public void destroy() {
		this.work.close();
	}

}
