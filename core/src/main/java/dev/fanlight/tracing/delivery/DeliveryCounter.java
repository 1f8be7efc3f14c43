package dev.fanlight.tracing.delivery;

import java.util.function.ToLongFunction;

/**
 * What each pipeline counts. At every moment {@link #ACCEPTED} + {@link #RECOVERED} =
 * {@link #DELIVERED} + all that was dropped + all that waits.
 */
public enum DeliveryCounter {

	/** Items that exporters handed over. */
	ACCEPTED((counters) -> counters.accepted.get()),

	/** Items that an earlier process had left on disk. */
	RECOVERED((counters) -> counters.recovered.get()),

	/** Items that the receiver took. */
	DELIVERED((counters) -> counters.delivered.get()),

	/** Batches that the receiver took. */
	BATCHES((counters) -> counters.batches.get()),

	/** Bytes of these batches, compressed if they were. */
	BYTES((counters) -> counters.bytes.get()),

	/** Attempts that failed and will be made again. */
	RETRIES((counters) -> counters.retries.get()),

	/** Items that were put on disk. */
	SPOOLED((counters) -> counters.spooled.get());

	private final ToLongFunction<PipelineCounters> reader;

	DeliveryCounter(ToLongFunction<PipelineCounters> reader) {
		this.reader = reader;
	}

	long read(PipelineCounters counters) {
		return this.reader.applyAsLong(counters);
	}

}
