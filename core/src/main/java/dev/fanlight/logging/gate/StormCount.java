package dev.fanlight.logging.gate;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often something was logged in this interval, until nobody looks at it any more.
 */
final class StormCount {

	/** The count of one that nobody looks at any more. */
	private static final long DEAD = Long.MIN_VALUE;

	private final AtomicLong count;

	StormCount(long count) {
		this.count = new AtomicLong(count);
	}

	/**
	 * Count one more.
	 * @return the count with it, negative if nobody looks at it any more
	 */
	long increment() {
		return this.count.incrementAndGet();
	}

	/**
	 * Begin the next interval.
	 * @return the count of the last one
	 */
	long reset() {
		return this.count.getAndUpdate((current) -> (current >= 0) ? 0 : current);
	}

	/**
	 * End if it was not seen in this interval.
	 * @param seen the count up to which it may
	 * @return {@code false} if it was seen more often
	 */
	boolean die(long seen) {
		long current = this.count.get();
		return current >= 0 && current <= seen && this.count.compareAndSet(current, DEAD);
	}

	/**
	 * End whatever the count.
	 * @return the count
	 */
	long kill() {
		return this.count.getAndSet(DEAD);
	}

}
