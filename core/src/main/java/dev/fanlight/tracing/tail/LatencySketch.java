package dev.fanlight.tracing.tail;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Estimates a percentile of the latest durations in a fixed amount of memory: sixteen
 * buckets for each doubling between 65 microseconds and 69 seconds. What it answers is
 * the upper edge of the bucket that holds the percentile, hence never below it and at
 * most 6.25 % above. It looks at one to two generations of samples. Another percentile is
 * estimated from the same samples, if there are as many as it needs. Thread-safe without
 * locks; a sample that meets the change of generations may be counted in either or lost.
 */
final class LatencySketch {

	private static final int SUB_BITS = 4;

	private static final int SUB = 1 << SUB_BITS;

	private static final int LOWEST = 16;

	private static final int HIGHEST = 36;

	private static final int BUCKETS = (HIGHEST - LOWEST) * SUB + 2;

	private static final int FEWEST = 500;

	private volatile double percentile;

	private volatile int generation;

	private final AtomicInteger samples = new AtomicInteger();

	private volatile AtomicIntegerArray current = new AtomicIntegerArray(BUCKETS);

	private volatile AtomicIntegerArray previous = new AtomicIntegerArray(BUCKETS);

	private volatile long threshold = Long.MAX_VALUE;

	LatencySketch(double percentile) {
		this.percentile = percentile;
		this.generation = generation(percentile);
	}

	/**
	 * Add a duration.
	 * @param nanos the duration
	 */
	void add(long nanos) {
		this.current.incrementAndGet(bucket(nanos));
		if (this.samples.incrementAndGet() == this.generation) {
			AtomicIntegerArray full = this.current;
			this.threshold = estimate(full, this.previous, 0);
			this.previous = full;
			this.current = new AtomicIntegerArray(BUCKETS);
			this.samples.set(0);
		}
	}

	/**
	 * The estimate.
	 * @param percentile the percentile, which durations are compared with from now on
	 * @return nanoseconds, {@link Long#MAX_VALUE} before the first generation is full
	 */
	long threshold(double percentile) {
		if (percentile != this.percentile) {
			change(percentile);
		}
		return this.threshold;
	}

	/** Generations only grow, so that the former percentile can return at once. */
	private synchronized void change(double percentile) {
		this.generation = Math.max(this.generation, generation(percentile));
		this.percentile = percentile;
		this.threshold = estimate(this.current, this.previous, this.generation);
	}

	private static int generation(double percentile) {
		return (int) Math.max(FEWEST, Math.ceil(2 / (1 - percentile)));
	}

	int generation() {
		return this.generation;
	}

	private long estimate(AtomicIntegerArray one, AtomicIntegerArray other, int fewest) {
		long total = 0;
		for (int i = 0; i < BUCKETS; i++) {
			total += one.get(i) + other.get(i);
		}
		if (total < fewest) {
			return Long.MAX_VALUE;
		}
		long rank = (long) Math.ceil(this.percentile * total);
		long seen = 0;
		for (int i = 0; i < BUCKETS - 1; i++) {
			seen += one.get(i) + other.get(i);
			if (seen >= rank) {
				return upperEdge(i);
			}
		}
		return Long.MAX_VALUE;
	}

	private static int bucket(long nanos) {
		if (nanos < 1L << LOWEST) {
			return 0;
		}
		int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
		if (exponent >= HIGHEST) {
			return BUCKETS - 1;
		}
		return 1 + (exponent - LOWEST) * SUB + ((int) (nanos >>> (exponent - SUB_BITS)) & (SUB - 1));
	}

	private static long upperEdge(int bucket) {
		if (bucket == 0) {
			return 1L << LOWEST;
		}
		int exponent = LOWEST + (bucket - 1) / SUB;
		return (SUB + (bucket - 1) % SUB + 1L) << (exponent - SUB_BITS);
	}

}
