package dev.fanlight.tracing.tail;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Counts local traces: each request or job that begins in this process is one, also when
 * several share a trace id and a decision. Every started one is taken, kept, forgotten or
 * evicted exactly once, at the latest when it is decided.
 */
public final class TailCounters {

	private final LongAdder started = new LongAdder();

	private final LongAdder taken = new LongAdder();

	private final LongAdder forgotten = new LongAdder();

	private final LongAdder[] kept = adders(KeepReason.values().length);

	private final LongAdder[] evicted = adders(EvictReason.values().length);

	private final LongAdder[] dropped = adders(DropReason.values().length);

	TailCounters() {
	}

	/**
	 * Local traces that began.
	 * @return the counter
	 */
	public LongAdder started() {
		return this.started;
	}

	/**
	 * Local traces that the head took.
	 * @return the counter
	 */
	public LongAdder taken() {
		return this.taken;
	}

	/**
	 * Local traces that nothing spoke for.
	 * @return the counter
	 */
	public LongAdder forgotten() {
		return this.forgotten;
	}

	/**
	 * Local traces kept for a reason.
	 * @param reason the reason
	 * @return the counter
	 */
	public LongAdder kept(KeepReason reason) {
		return this.kept[reason.ordinal()];
	}

	/**
	 * Local traces that had to go undecided.
	 * @param reason the reason
	 * @return the counter
	 */
	public LongAdder evicted(EvictReason reason) {
		return this.evicted[reason.ordinal()];
	}

	/**
	 * Spans that did not share the fate of their trace.
	 * @param reason the reason
	 * @return the counter
	 */
	public LongAdder dropped(DropReason reason) {
		return this.dropped[reason.ordinal()];
	}

	private static LongAdder[] adders(int number) {
		return Stream.generate(LongAdder::new).limit(number).toArray(LongAdder[]::new);
	}

}
