package dev.fanlight.slo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Counts by time in buckets of one width; the newest bucket takes the place of the
 * oldest. Not thread-safe.
 */
final class Ring {

	private final long width;

	private final long[] requests;

	private final long[] misses;

	private long newest;

	/**
	 * Create a ring.
	 * @param width seconds of a bucket
	 * @param buckets how many there are
	 */
	Ring(long width, int buckets) {
		this.width = width;
		this.requests = new long[buckets];
		this.misses = new long[buckets];
	}

	void add(long second, long requests, long misses) {
		add(new long[] { second / this.width, requests, misses });
	}

	private void add(long[] bucket) {
		long index = bucket[0];
		if (index > this.newest) {
			long from = Math.max(this.newest + 1, index - this.requests.length + 1);
			for (long i = from; i <= index; i++) {
				this.requests[slot(i)] = 0;
				this.misses[slot(i)] = 0;
			}
			this.newest = index;
		}
		if (index > this.newest - this.requests.length) {
			this.requests[slot(index)] += bucket[1];
			this.misses[slot(index)] += bucket[2];
		}
	}

	/**
	 * Sum up the last buckets, the one that is not over included.
	 * @param second now
	 * @param seconds over which time, at most the length of the ring
	 * @return the sum
	 */
	Tally sum(long second, long seconds) {
		long now = second / this.width;
		long from = Math.max(now - Math.max(1, seconds / this.width) + 1, this.newest - this.requests.length + 1);
		long requests = 0;
		long misses = 0;
		for (long i = Math.max(0, from); i <= Math.min(now, this.newest); i++) {
			requests += this.requests[slot(i)];
			misses += this.misses[slot(i)];
		}
		return new Tally(requests, misses);
	}

	long span() {
		return this.width * this.requests.length;
	}

	private int slot(long index) {
		return (int) (index % this.requests.length);
	}

	void writeTo(DataOutput output) throws IOException {
		long oldest = Math.max(0, this.newest - this.requests.length + 1);
		int filled = 0;
		for (long i = oldest; i <= this.newest; i++) {
			filled += (this.requests[slot(i)] > 0) ? 1 : 0;
		}
		output.writeLong(this.width);
		output.writeInt(filled);
		for (long i = oldest; i <= this.newest; i++) {
			if (this.requests[slot(i)] > 0) {
				output.writeLong(i);
				output.writeLong(this.requests[slot(i)]);
				output.writeLong(this.misses[slot(i)]);
			}
		}
	}

	/**
	 * Add what another ring has written, as far as it fits: nothing of another width,
	 * nothing from the future.
	 */
	void readFrom(DataInput input, long second) throws IOException {
		boolean fits = input.readLong() == this.width;
		int filled = input.readInt();
		for (int i = 0; i < filled; i++) {
			long[] bucket = { input.readLong(), input.readLong(), input.readLong() };
			if (fits && bucket[0] >= 0 && bucket[0] <= second / this.width && bucket[1] >= bucket[2]
					&& bucket[2] >= 0) {
				add(bucket);
			}
		}
	}

}
