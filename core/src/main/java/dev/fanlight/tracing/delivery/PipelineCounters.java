package dev.fanlight.tracing.delivery;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one pipeline did since it began. Written once per batch, so plain atomics do.
 */
final class PipelineCounters {

	final AtomicLong accepted = new AtomicLong();

	final AtomicLong recovered = new AtomicLong();

	final AtomicLong delivered = new AtomicLong();

	final AtomicLong batches = new AtomicLong();

	final AtomicLong bytes = new AtomicLong();

	final AtomicLong retries = new AtomicLong();

	final AtomicLong spooled = new AtomicLong();

	private final AtomicLongArray dropped = new AtomicLongArray(DropReason.values().length);

	void drop(long items, DropReason reason) {
		this.dropped.addAndGet(reason.ordinal(), items);
	}

	long dropped(DropReason reason) {
		return this.dropped.get(reason.ordinal());
	}

	long dropped() {
		long sum = 0;
		for (int i = 0; i < this.dropped.length(); i++) {
			sum += this.dropped.get(i);
		}
		return sum;
	}

}
