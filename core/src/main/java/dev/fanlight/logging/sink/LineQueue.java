package dev.fanlight.logging.sink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.fanlight.logging.MdcKey;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A queue for many threads that log and one that writes, bounded by lines and memory.
 * Each level may fill it to its own share, so that the least important are given up
 * first. Takes no lock; a line costs no memory of its own.
 */
final class LineQueue {

	/** From TRACE to ERROR. */
	private static final int[] SHARES = { 40, 60, 80, 90, 100 };

	/** Event, formatted message and MDC without their characters. */
	private static final int LINE_BYTES = 512;

	private static final int FRAME_BYTES = 96;

	/** Of the MDC, the key-values or the arguments. */
	private static final long ENTRY_BYTES = 64;

	private static final int MAX_DEPTH = 16;

	/** Their values are short. */
	private static final String[] IDS = { MdcKey.TRACE_ID, MdcKey.SPAN_ID, MdcKey.TRACE_SAMPLED, MdcKey.REQUEST_ID };

	private final MpscAtomicArrayQueue<ILoggingEvent> lines;

	private final AtomicLong bytes = new AtomicLong();

	private final int[] maxLines = new int[SHARES.length];

	private final long[] maxBytes = new long[SHARES.length];

	LineQueue(int maxLines, long maxBytes) {
		// Rounds up to a power of two, which the threshold of each offer takes back
		this.lines = new MpscAtomicArrayQueue<>(Math.max(2, maxLines));
		for (int rank = 0; rank < SHARES.length; rank++) {
			this.maxLines[rank] = (int) share(maxLines, SHARES[rank]);
			this.maxBytes[rank] = share(maxBytes, SHARES[rank]);
		}
	}

	private static long share(long whole, int percent) {
		return Math.max(1, whole / 100 * percent + whole % 100 * percent / 100);
	}

	/**
	 * Whether a line would be refused now, asked before anything is done for it.
	 */
	boolean isFull(Level level) {
		return isFull(SinkCounts.rank(level));
	}

	boolean isFull(int rank) {
		return this.lines.size() >= this.maxLines[rank] || this.bytes.get() >= this.maxBytes[rank];
	}

	/** Whether a thread that lingers had better not. */
	boolean isFilling() {
		return this.lines.size() >= this.maxLines[0] / 2 || this.bytes.get() >= this.maxBytes[0] / 2;
	}

	boolean offer(ILoggingEvent event) {
		int rank = SinkCounts.rank(event.getLevel());
		long weight = weight(event);
		long before = this.bytes.getAndAdd(weight);
		// A line larger than all memory may come alone
		boolean fits = before <= 0 || before + weight <= this.maxBytes[rank];
		if (fits && this.lines.offerIfBelowThreshold(event, this.maxLines[rank])) {
			return true;
		}
		this.bytes.addAndGet(-weight);
		return false;
	}

	/** For one thread at a time. */
	@Nullable ILoggingEvent poll() {
		ILoggingEvent event = this.lines.poll();
		if (event != null) {
			this.bytes.addAndGet(-weight(event));
		}
		return event;
	}

	boolean isEmpty() {
		return this.lines.isEmpty();
	}

	/** The same for a deferred event whenever it is asked. */
	static long weight(ILoggingEvent event) {
		long weight = LINE_BYTES + length(event.getFormattedMessage());
		@Nullable Object @Nullable [] arguments = event.getArgumentArray();
		weight += (arguments != null) ? ENTRY_BYTES * arguments.length : 0;
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		for (int i = 0; pairs != null && i < pairs.size(); i++) {
			weight += ENTRY_BYTES + length(pairs.get(i).value);
		}
		return weight + weight(event.getMDCPropertyMap()) + weight(event.getThrowableProxy(), 0);
	}

	private static long weight(Map<String, String> mdc) {
		int others = mdc.size();
		long weight = ENTRY_BYTES * others;
		for (int i = 0; others > 0 && i < IDS.length; i++) {
			others -= mdc.containsKey(IDS[i]) ? 1 : 0;
		}
		if (others > 0) {
			Characters characters = new Characters();
			mdc.forEach(characters);
			weight += characters.sum;
		}
		return weight;
	}

	private static long weight(@Nullable IThrowableProxy thrown, int depth) {
		long weight = 0;
		IThrowableProxy throwable = thrown;
		for (int i = depth; throwable != null && i < MAX_DEPTH; i++) {
			weight += LINE_BYTES + length(throwable.getMessage())
					+ (long) FRAME_BYTES * throwable.getStackTraceElementProxyArray().length;
			IThrowableProxy[] suppressed = throwable.getSuppressed();
			for (int j = 0; suppressed != null && j < suppressed.length; j++) {
				weight += weight(suppressed[j], i + 1);
			}
			throwable = throwable.getCause();
		}
		return weight;
	}

	/** Other objects may change while they are queued. */
	private static int length(@Nullable Object text) {
		return (text instanceof String string) ? string.length() : 0;
	}

	/** Logback's map makes an object for every entry it is iterated over otherwise. */
	private static final class Characters implements BiConsumer<String, String> {

		private long sum;

		@Override
		public void accept(String key, @Nullable String value) {
			this.sum += length(key) + length(value);
		}

	}

}
