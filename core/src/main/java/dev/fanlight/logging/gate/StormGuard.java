package dev.fanlight.logging.gate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

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
 * Of a line with a throwable, the second half of the limit is for each kind of error by
 * itself, so that one error does not hide another of the same type. Telling kinds apart
 * costs a look at the stack trace, which is not spent before the first half is used up,
 * and then on at most {@value StormKinds#MOST} times the limit of lines per interval:
 * those beyond count as of no kind, so that half a limit more of them may go out.
 * <p>
 * The table of lines is bounded. When it has no place for another, one that was seen once
 * gives way; when there is none, the new line goes out uncounted: the guard never loses a
 * line because it lacks memory. No locks; nothing is allocated for a line that is in the
 * table. Thread-safe.
 */
public final class StormGuard implements AutoCloseable {

	private static final int PROBES = 8;

	private static final double NANOS_PER_SECOND = 1e9;

	private static final StackTraceElement[] NO_CALLER = {};

	private final StormLimits limits;

	private final List<String> exempt;

	private final @Nullable Function<Throwable, @Nullable String> fingerprints;

	private final LongSupplier nanoTime;

	/** As many as Logback itself keeps loggers. */
	private final Map<Logger, Boolean> exempted = new ConcurrentHashMap<>();

	private final AtomicReferenceArray<@Nullable StormKey> table;

	private final int mask;

	private final LongAdder suppressed = new LongAdder();

	private final LongAdder summarised = new LongAdder();

	private final LongAdder untracked = new LongAdder();

	private volatile boolean closed;

	/** When the interval began. */
	private volatile long since;

	/**
	 * Create a guard.
	 * @param limits the bounds
	 * @param exempt names of the loggers whose lines all go out, with all below them
	 * @param fingerprints tells whether two throwables are of one kind, and throws
	 * nothing; {@code null} to compare the types of throwable and causes alone
	 * @param nanoTime the time, as {@link System#nanoTime()} has it
	 */
	public StormGuard(StormLimits limits, List<String> exempt,
			@Nullable Function<Throwable, @Nullable String> fingerprints, LongSupplier nanoTime) {
		this.limits = limits;
		this.exempt = List.copyOf(exempt);
		this.fingerprints = fingerprints;
		this.nanoTime = nanoTime;
		this.since = nanoTime.getAsLong();
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
		this.since = this.nanoTime.getAsLong();
		this.closed = false;
	}

	/**
	 * End the interval: write the summaries and begin to count anew.
	 */
	public void sweep() {
		this.since = this.nanoTime.getAsLong();
		for (int i = 0; i <= this.mask; i++) {
			StormKey key = this.table.get(i);
			if (key == null) {
				continue;
			}
			long count = key.count().reset();
			StormKinds.Listener summary = summaryOf(key);
			if (key.kinds() != null) {
				key.kinds().reset(summary);
			}
			else {
				summary.counted(null, count);
			}
			if (count <= free(key) && key.count().die(0)) {
				end(key, 0);
				this.table.compareAndSet(i, key, null);
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
				long count = key.count().increment();
				if (count > 0) {
					return isOver(key, count, template, thrown);
				}
				// It has left the table in between: go on as if it had not been there
			}
		}
		StormKey key = new StormKey(hash, logger, level, template, thrown, this.fingerprints != null, this.since);
		// Of a limit of one, the first line is one of its kind already
		boolean over = isOver(key, 1, template, thrown);
		insert(key);
		return over;
	}

	private void insert(StormKey key) {
		for (int pass = 0; pass <= 1; pass++) {
			for (int i = 0; i < PROBES; i++) {
				int place = (key.place() + i) & this.mask;
				StormKey there = this.table.get(place);
				boolean free = there == null;
				if (there != null && pass > 0 && there.count().die(1)) {
					end(there, 0);
					free = true;
				}
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
			end(key, key.count().kill());
		}
	}

	/** Nobody counts here any more: tell what was. */
	private void end(StormKey key, long count) {
		if (key.kinds() != null) {
			key.kinds().end(summaryOf(key));
		}
		else {
			summaryOf(key).counted(null, count);
		}
	}

	private boolean isOver(StormKey key, long count, @Nullable String template, @Nullable Throwable thrown) {
		if (count <= free(key) || (key.kinds() != null && thrown != null
				&& key.kinds().increment(fingerprint(key, count, thrown)) <= limit(key) - free(key))) {
			return false;
		}
		key.suppressed(template);
		this.suppressed.increment();
		return true;
	}

	private @Nullable String fingerprint(StormKey key, long count, Throwable thrown) {
		boolean looks = count - free(key) <= (long) StormKinds.MOST * limit(key);
		return (this.fingerprints != null && looks) ? this.fingerprints.apply(thrown) : null;
	}

	private int limit(StormKey key) {
		return (key.level().levelInt >= Level.ERROR_INT) ? this.limits.errorLimit() : this.limits.limit();
	}

	/** How many lines go out whatever kind of error they have. */
	private int free(StormKey key) {
		return (key.kinds() != null) ? limit(key) / 2 : limit(key);
	}

	private StormKinds.Listener summaryOf(StormKey key) {
		long elapsed = key.elapsed(this.nanoTime.getAsLong());
		int limit = (key.kinds() != null) ? limit(key) - free(key) : limit(key);
		return (fingerprint, count) -> {
			// One that has left the table has a count so low that a difference would wrap
			if (count > limit) {
				summarise(key, fingerprint, count - limit, elapsed);
			}
		};
	}

	private void summarise(StormKey key, @Nullable String fingerprint, long more, long elapsed) {
		try {
			LogRedaction redaction = LogRedaction.find(key.logger().getLoggerContext());
			String text = key.text(fingerprint, (redaction != null) ? redaction.activeRedactor() : null);
			LoggingEvent event = new LoggingEvent(StormGuard.class.getName(), key.logger(), key.level(),
					text + " ... repeated " + more + " times in " + seconds(elapsed) + " s", null, null);
			event.setMDCPropertyMap(Map.of());
			event.setCallerData(NO_CALLER);
			event.addKeyValuePair(new KeyValuePair("repeated", more));
			if (fingerprint != null) {
				event.addKeyValuePair(new KeyValuePair("fingerprint", fingerprint));
			}
			LogRedaction.append(key.logger(), event);
			this.summarised.add(more);
		}
		catch (Throwable ex) {
			// Suppressed and not summarised: the meters tell
		}
	}

	/** Whole ones from ten, or where there is nothing to round. */
	private static String seconds(long nanos) {
		long tenths = Math.max(1, Math.round(nanos / NANOS_PER_SECOND * 10));
		return (tenths >= 100 || tenths % 10 == 0) ? Long.toString(Math.round(tenths / 10.0))
				: String.format(Locale.ROOT, "%.1f", tenths / 10.0);
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
