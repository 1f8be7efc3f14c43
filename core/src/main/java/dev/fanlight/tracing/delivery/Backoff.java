package dev.fanlight.tracing.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * The pauses between attempts: half as long again each time, spread by a fifth so that
 * many processes do not come back together. A wish of the receiver makes a pause longer,
 * at most {@link #LONGEST_WISH}.
 */
final class Backoff {

	static final Duration LONGEST_WISH = Duration.ofMinutes(10);

	private static final long SHORTEST = Duration.ofMillis(1).toNanos();

	private final long initial;

	private final long max;

	private long next;

	Backoff(Duration initial, Duration max) {
		this.initial = Math.max(SHORTEST, initial.toNanos());
		this.max = Math.max(this.initial, max.toNanos());
		this.next = this.initial;
	}

	long pause(@Nullable Duration wish) {
		long pause = (long) (this.next * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
		this.next = Math.min(this.max, this.next + this.next / 2);
		if (wish == null || wish.isNegative()) {
			return pause;
		}
		return Math.max(pause, (wish.compareTo(LONGEST_WISH) < 0) ? wish.toNanos() : LONGEST_WISH.toNanos());
	}

	void reset() {
		this.next = this.initial;
	}

}
