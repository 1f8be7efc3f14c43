package dev.fanlight.logging.sink;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A queue for many threads that log and one that writes, bounded by lines and memory.
 * Lines up to INFO have four fifths of it, WARN nine tenths, ERROR all, so that the least
 * important are given up first. Takes no lock; a line costs no memory of its own.
 */
final class LineQueue {

	/** Event, formatted message and MDC without their characters. */
	private static final int LINE_BYTES = 512;

	private static final int FRAME_BYTES = 96;

	/** Of the MDC or of the key-values. */
	private static final long ENTRY_BYTES = 64;

	private static final int MAX_CAUSES = 16;

	private final MpscAtomicArrayQueue<ILoggingEvent> lines;

	private final AtomicLong bytes = new AtomicLong();

	private final int maxLines;

	private final long maxBytes;

	LineQueue(int maxLines, long maxBytes) {
		// Rounds up to a power of two, which the threshold of each offer takes back
		this.lines = new MpscAtomicArrayQueue<>(Math.max(2, maxLines));
		this.maxLines = maxLines;
		this.maxBytes = maxBytes;
	}

	/**
	 * Whether a line would be refused now, asked before anything is done for it.
	 */
	boolean isFull(Level level) {
		return this.lines.size() >= share(this.maxLines, level) || this.bytes.get() >= share(this.maxBytes, level);
	}

	boolean offer(ILoggingEvent event) {
		long weight = weight(event);
		long before = this.bytes.getAndAdd(weight);
		// A line larger than all memory may come alone
		boolean fits = before <= 0 || before + weight <= share(this.maxBytes, event.getLevel());
		if (fits && this.lines.offerIfBelowThreshold(event, (int) share(this.maxLines, event.getLevel()))) {
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

	private static long share(long whole, Level level) {
		return switch (level.levelInt) {
			case Level.ERROR_INT -> whole;
			case Level.WARN_INT -> Math.max(1, whole * 9 / 10);
			default -> Math.max(1, whole * 4 / 5);
		};
	}

	/** The same for a prepared event whenever it is asked. */
	static long weight(ILoggingEvent event) {
		long weight = LINE_BYTES + length(event.getFormattedMessage());
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		for (int i = 0; pairs != null && i < pairs.size(); i++) {
			weight += ENTRY_BYTES + length(pairs.get(i).value);
		}
		weight += ENTRY_BYTES * event.getMDCPropertyMap().size();
		IThrowableProxy throwable = event.getThrowableProxy();
		for (int i = 0; throwable != null && i < MAX_CAUSES; i++) {
			weight += LINE_BYTES + length(throwable.getMessage())
					+ (long) FRAME_BYTES * throwable.getStackTraceElementProxyArray().length;
			throwable = throwable.getCause();
		}
		return weight;
	}

	/** Other objects may change while they are queued. */
	private static int length(@Nullable Object text) {
		return (text instanceof String string) ? string.length() : 0;
	}

}
