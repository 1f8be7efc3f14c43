package dev.fanlight.logging.gate;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.fanlight.logging.LogRedaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Lets a line out a number of times per interval and counts the rest, which one line per
 * interval then sums up. ERROR lines have a limit of their own.
 * <p>
 * The table of lines is bounded. When it has no place for another, one that was seen once
 * gives way; when there is none, the new line goes out uncounted: the guard never loses a
 * line because it lacks memory. No locks; nothing is allocated for a line that is in the
 * table. Thread-safe.
 */
public final class StormGuard implements AutoCloseable {

	private static final int PROBES = 8;

	private static final StackTraceElement[] NO_CALLER = {};

	private final StormLimits limits;

	private final Duration interval;

	private final List<String> exempt;

	/** As many as Logback itself keeps loggers. */
	private final Map<Logger, Boolean> exempted = new ConcurrentHashMap<>();

	private final AtomicReferenceArray<@Nullable StormKey> table;

	private final int mask;

	private final LongAdder suppressed = new LongAdder();

	private final LongAdder summarised = new LongAdder();

	private final LongAdder untracked = new LongAdder();

	private volatile boolean closed;

	/**
	 * Create a guard.
	 * @param limits the bounds
	 * @param interval time between two calls of {@link #sweep()}, for the summaries
	 * @param exempt names of the loggers whose lines all go out, with all below them
	 */
	public StormGuard(StormLimits limits, Duration interval, List<String> exempt) {
		this.limits = limits;
		this.interval = interval;
		this.exempt = List.copyOf(exempt);
		int size = Integer.highestOneBit(Math.max(limits.maxKeys(), PROBES) * 2 - 1);
		this.table = new AtomicReferenceArray<>(size);
		this.mask = size - 1;
	}

	/**
	 * Lines that did not go out.
	 * @return the count since the start
	 */
	public long suppressed() {
		return this.suppressed.sum();
	}

	/**
	 * Those of them that a summary has told.
	 * @return the count since the start
	 */
	public long summarised() {
		return this.summarised.sum();
	}

	/**
	 * Lines that went out uncounted, because the table was full.
	 * @return the count since the start
	 */
	public long untracked() {
		return this.untracked.sum();
	}

	/**
	 * Count again after {@link #close()}.
	 */
	public void open() {
		this.closed = false;
	}

	/**
	 * End the interval: write the summaries and begin to count anew.
	 */
	public void sweep() {
		for (int i = 0; i <= this.mask; i++) {
			StormKey key = this.table.get(i);
			if (key != null) {
				long count = key.reset();
				summarise(key, count);
				if (count <= limit(key.level()) && key.die(0)) {
					this.table.compareAndSet(i, key, null);
				}
			}
		}
	}

	/**
	 * Write what is still to be summed up and suppress nothing from now on.
	 */
	@Override
	public void close() {
		this.closed = true;
		for (int i = 0; i <= this.mask; i++) {
			remove(i, this.table.get(i));
		}
	}

	/**
	 * Count a line that is about to go out.
	 * @return whether it must not
	 */
	boolean suppresses(Logger logger, Level level, @Nullable String template, @Nullable Throwable thrown) {
		if (this.closed || isExempt(logger)) {
			return false;
		}
		int hash = StormKey.hash(logger, level, template, thrown);
		for (int i = 0; i < PROBES; i++) {
			StormKey key = this.table.get((hash + i) & this.mask);
			if (key != null && key.matches(hash, logger, level, template, thrown)) {
				long count = key.increment();
				if (count > 0) {
					return isOver(count, level);
				}
				// It has left the table in between: go on as if it had not been there
			}
		}
		insert(new StormKey(hash, logger, level, template, thrown));
		return false;
	}

	private void insert(StormKey key) {
		for (int pass = 0; pass <= 1; pass++) {
			for (int i = 0; i < PROBES; i++) {
				int place = (key.place() + i) & this.mask;
				StormKey there = this.table.get(place);
				boolean free = (pass == 0) ? there == null : there == null || there.die(1);
				if (free && this.table.compareAndSet(place, there, key)) {
					if (this.closed) {
						// Closing may have passed this place already
						remove(place, key);
					}
					return;
				}
			}
		}
		this.untracked.increment();
	}

	private void remove(int place, @Nullable StormKey key) {
		if (key != null && this.table.compareAndSet(place, key, null)) {
			summarise(key, key.kill());
		}
	}

	private boolean isOver(long count, Level level) {
		if (count <= limit(level)) {
			return false;
		}
		this.suppressed.increment();
		return true;
	}

	private int limit(Level level) {
		return (level.levelInt >= Level.ERROR_INT) ? this.limits.errorLimit() : this.limits.limit();
	}

	private void summarise(StormKey key, long count) {
		int limit = limit(key.level());
		if (count <= limit) {
			// A key that has left the table has a count so low that a difference would
			// wrap
			return;
		}
		long more = count - limit;
		this.summarised.add(more);
		try {
			LoggingEvent event = new LoggingEvent(StormGuard.class.getName(), key.logger(), key.level(),
					key.text() + " ... repeated " + more + " times in " + this.interval.toSeconds() + " s", null, null);
			event.setMDCPropertyMap(Map.of());
			event.setCallerData(NO_CALLER);
			event.addKeyValuePair(new KeyValuePair("repeated", more));
			LogRedaction.append(key.logger(), event);
		}
		catch (RuntimeException | StackOverflowError ex) {
			// The count stands in the meter
		}
	}

	private boolean isExempt(Logger logger) {
		if (this.exempt.isEmpty()) {
			return false;
		}
		Boolean known = this.exempted.get(logger);
		if (known == null) {
			known = LoggerNames.isBelow(logger.getName(), this.exempt);
			this.exempted.put(logger, known);
		}
		return known;
	}

}
