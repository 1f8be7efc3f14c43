package dev.fanlight.tracing.sampling;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket without locks: as many as one second brings may come at once, and at
 * least one.
 */
final class TokenBucket {

	private static final double SECOND = 1_000_000_000;

	private final LongSupplier nanoTime;

	private final long origin;

	private final long interval;

	private final long tolerance;

	/** When the bucket is full again, in nanoseconds since the origin. */
	private final AtomicLong full = new AtomicLong();

	/**
	 * Create a full bucket.
	 * @param perSecond how many may come in a second on average, more than 0
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 */
	TokenBucket(double perSecond, LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.origin = nanoTime.getAsLong();
		this.interval = Math.max(1, (long) (SECOND / perSecond));
		this.tolerance = (long) (this.interval * (Math.max(1, Math.floor(perSecond)) - 1));
	}

	boolean tryTake() {
		long now = this.nanoTime.getAsLong() - this.origin;
		while (true) {
			long before = this.full.get();
			if (before - now > this.tolerance) {
				return false;
			}
			if (this.full.compareAndSet(before, Math.max(before, now) + this.interval)) {
				return true;
			}
		}
	}

}
