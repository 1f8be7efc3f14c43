package dev.fanlight.tracing.tail;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Remembers how the latest traces were decided, in a fixed amount of memory: sets of
 * {@value #WAYS} places, in which the newest pushes out the oldest.
 */
final class Verdicts {

	private static final int WAYS = 4;

	private static final int TRACE_ID_LENGTH = 32;

	private static final byte FORGET = 1;

	private static final byte KEEP = 2;

	private static final KeepReason[] REASONS = KeepReason.values();

	private final long[] traces;

	private final byte[] verdicts;

	private final int mask;

	Verdicts(int capacity) {
		int sets = Integer.highestOneBit(Math.max(1, (capacity - 1) / WAYS)) * ((capacity > WAYS) ? 2 : 1);
		this.traces = new long[sets * WAYS];
		this.verdicts = new byte[sets * WAYS];
		this.mask = sets - 1;
	}

	void forget(String traceId) {
		put(traceId, FORGET);
	}

	void keep(String traceId, KeepReason reason) {
		put(traceId, (byte) (KEEP + reason.ordinal()));
	}

	boolean isKnown(String traceId) {
		return find(traceId) >= 0;
	}

	/**
	 * Why a trace was kept.
	 * @param traceId the trace
	 * @return {@code null} when it was not kept or is not remembered
	 */
	@Nullable KeepReason kept(String traceId) {
		int place = find(traceId);
		return (place >= 0 && this.verdicts[place] >= KEEP) ? REASONS[this.verdicts[place] - KEEP] : null;
	}

	private int find(String traceId) {
		long key = key(traceId);
		int first = first(key);
		for (int place = first; place < first + WAYS; place++) {
			if (this.verdicts[place] != 0 && this.traces[place] == key) {
				return place;
			}
		}
		return -1;
	}

	private void put(String traceId, byte verdict) {
		long key = key(traceId);
		int first = first(key);
		int place = first;
		while (place < first + WAYS - 1 && this.verdicts[place] != 0 && this.traces[place] != key) {
			place++;
		}
		System.arraycopy(this.traces, first, this.traces, first + 1, place - first);
		System.arraycopy(this.verdicts, first, this.verdicts, first + 1, place - first);
		this.traces[first] = key;
		this.verdicts[first] = verdict;
	}

	private int first(long key) {
		return (((int) ((key * 0x9E3779B97F4A7C15L) >>> 33)) & this.mask) * WAYS;
	}

	private static long key(String traceId) {
		return HexFormat.fromHexDigitsToLong(traceId, TRACE_ID_LENGTH / 2, TRACE_ID_LENGTH);
	}

}
