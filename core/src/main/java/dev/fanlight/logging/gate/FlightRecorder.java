package dev.fanlight.logging.gate;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Holds DEBUG and TRACE lines that the level of their logger discards, one
 * {@link Recording} for each request, until it is known whether they are wanted. A line
 * is formatted when it is written and not before. Its arguments are kept as they are at
 * the call: what cannot change by reference, arrays, collections, maps and structured
 * fields copied, everything else as text. Thread-safe; requests share no lock.
 */
public final class FlightRecorder {

	/** Memory is taken from the common bound in pieces of this size. */
	static final long PIECE = 4096;

	/**
	 * So much of what it holds does the largest lose, lest it be looked for too often.
	 */
	private static final int SHARE = 8;

	/** So long is a look that found nobody who holds more remembered. */
	private static final long LOOK_MILLIS = 10;

	private static final long BUDGET_BITS = 0xFFFF_FFFFL;

	private final List<String> loggers;

	private final RecorderLimits limits;

	private final Capture capture;

	private final Clock clock;

	/** As many as Logback itself keeps loggers. */
	private final Map<Logger, Boolean> chosen = new ConcurrentHashMap<>();

	/** Recordings with lines. */
	private final Set<Recording> holding = ConcurrentHashMap.newKeySet();

	private final AtomicLong taken = new AtomicLong();

	private volatile Look lastLook = new Look(Long.MAX_VALUE, 0);

	/** Minute and lines written in it. */
	private final AtomicLong budget = new AtomicLong();

	private final Map<HeldOutcome, LongAdder> outcomes = new EnumMap<>(HeldOutcome.class);

	private final Map<ReplayReason, LongAdder> replays = new EnumMap<>(ReplayReason.class);

	/**
	 * Create a recorder.
	 * @param loggers names of the loggers whose lines are held, with all below them
	 * @param limits the bounds
	 * @param renderObjects whether an object of a type that is not known to be immutable
	 * is held as its text of this moment; otherwise it is formatted when the line is
	 * written
	 * @param redactor takes {@code @Sensitive} members out of such a text, and secrets
	 * out of one that is cut; {@code null} to leave them
	 * @param clock the time
	 */
	public FlightRecorder(List<String> loggers, RecorderLimits limits, boolean renderObjects,
			@Nullable Redactor redactor, Clock clock) {
		this.loggers = List.copyOf(loggers);
		this.limits = limits;
		this.capture = new Capture(renderObjects, redactor);
		this.clock = clock;
		for (HeldOutcome outcome : HeldOutcome.values()) {
			this.outcomes.put(outcome, new LongAdder());
		}
		for (ReplayReason reason : ReplayReason.values()) {
			this.replays.put(reason, new LongAdder());
		}
	}

	/**
	 * Begin to record a request, a job or a message.
	 * @param asked whether its lines are wanted whatever becomes of it
	 * @return the recording, to be left once by the caller
	 */
	public Recording start(boolean asked) {
		return new Recording(this, asked);
	}

	/**
	 * Forget lines that grew too old. To be called every few seconds.
	 */
	public void sweep() {
		this.holding.forEach(Recording::dropOld);
	}

	/**
	 * How many lines came to an outcome.
	 * @param outcome the outcome
	 * @return the count since the start
	 */
	public long countOf(HeldOutcome outcome) {
		return sum(this.outcomes.get(outcome));
	}

	/**
	 * How often held lines were written for a reason.
	 * @param reason the reason
	 * @return the count since the start
	 */
	public long countOf(ReplayReason reason) {
		return sum(this.replays.get(reason));
	}

	/**
	 * Memory taken by held lines.
	 * @return the estimate in bytes
	 */
	public long heldBytes() {
		return this.taken.get();
	}

	boolean holds(Logger logger, Level level) {
		Boolean known = this.chosen.get(logger);
		if (known == null) {
			known = LoggerNames.isBelow(logger.getName(), this.loggers);
			this.chosen.put(logger, known);
		}
		return known && logger.getEffectiveLevel() != Level.OFF;
	}

	RecorderLimits limits() {
		return this.limits;
	}

	Capture capture() {
		return this.capture;
	}

	Clock clock() {
		return this.clock;
	}

	void holding(Recording recording, boolean holding) {
		if (holding) {
			this.holding.add(recording);
		}
		else {
			this.holding.remove(recording);
		}
	}

	boolean take(long bytes) {
		if (this.taken.get() + bytes > this.limits.maxTotalBytes()) {
			return false;
		}
		if (this.taken.addAndGet(bytes) <= this.limits.maxTotalBytes()) {
			return true;
		}
		this.taken.addAndGet(-bytes);
		return false;
	}

	/**
	 * Make room where all together hold too much: who holds the most loses its oldest
	 * lines, but never so many that it holds less than the one who asks. That one must
	 * hold no lock. A look at all that was in vain is not repeated for
	 * {@value #LOOK_MILLIS} ms by one to whom its result says the same.
	 * @param asking who needs more
	 * @param bytes how much more
	 * @return whether room was made
	 */
	boolean makeRoom(Recording asking, long bytes) {
		long own = asking.taken();
		Look last = this.lastLook;
		long now = this.clock.millis();
		if (last.most() - own < 2 * bytes && Math.abs(now - last.millis()) < LOOK_MILLIS) {
			return false;
		}
		Recording largest = asking;
		long most = own;
		for (Recording each : this.holding) {
			long taken = each.taken();
			if (taken > most) {
				largest = each;
				most = taken;
			}
		}
		if (most - own < 2 * bytes) {
			this.lastLook = new Look(most, now);
			return false;
		}
		// Others who look now find the same one, and must not each take a share of it
		largest.shrinkTo(most - Math.max(bytes, Math.min(most / SHARE, (most - own) / 2)));
		return true;
	}

	void giveBack(long bytes) {
		this.taken.addAndGet(-bytes);
	}

	/**
	 * Take lines from what may be written in this minute.
	 * @param wanted how many are to be written
	 * @return how many may be
	 */
	int allowed(int wanted) {
		long minute = TimeUnit.MILLISECONDS.toMinutes(this.clock.millis()) & Integer.MAX_VALUE;
		while (true) {
			long before = this.budget.get();
			long used = (before >>> Integer.SIZE == minute) ? before & BUDGET_BITS : 0;
			int allowed = (int) Math.min(wanted, Math.max(0, this.limits.maxReplayedLines() - used));
			if (this.budget.compareAndSet(before, (minute << Integer.SIZE) | (used + allowed))) {
				return allowed;
			}
		}
	}

	void count(HeldOutcome outcome, long lines) {
		add(this.outcomes.get(outcome), lines);
	}

	void count(ReplayReason reason) {
		add(this.replays.get(reason), 1);
	}

	private static void add(@Nullable LongAdder counter, long value) {
		if (counter != null) {
			counter.add(value);
		}
	}

	private static long sum(@Nullable LongAdder counter) {
		return (counter != null) ? counter.sum() : 0;
	}

	/** What the largest held, and when. */
	private record Look(long most, long millis) {
	}

}
