package dev.fanlight.logging.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * The held lines of one request, job or message, whichever threads write them. Whoever
 * takes part (the request, and what it starts) joins and leaves; with the last one gone
 * the lines are written or forgotten.
 * <p>
 * An ERROR line writes what was held so far right before itself; what is held afterwards
 * follows with the next one or at the end. Thread-safe; its lock is that of one request
 * and never held while a line is formatted or written.
 */
public final class Recording {

	private static final int RECENT = 50;

	/** So often may others be quicker to take the room that was made. */
	private static final int MAX_TRIES = 4;

	private static final ThreadLocal<@Nullable Recording> CURRENT = new ThreadLocal<>();

	private final FlightRecorder recorder;

	private final boolean asked;

	private final ArrayDeque<HeldLine> lines = new ArrayDeque<>(0);

	/** So many of the lines, the oldest, were written and stay to be shown elsewhere. */
	private int written;

	private long bytes;

	/** Written under the lock; others only look who has the most. */
	private volatile long taken;

	private int participants = 1;

	private @Nullable ReplayReason verdict;

	private volatile boolean ended;

	Recording(FlightRecorder recorder, boolean asked) {
		this.recorder = recorder;
		this.asked = asked;
	}

	/**
	 * The recording of this thread.
	 * @return {@code null} outside of a request
	 */
	public static @Nullable Recording current() {
		return CURRENT.get();
	}

	/**
	 * Bind a recording to this thread.
	 * @param recording the recording, {@code null} for none
	 */
	public static void bind(@Nullable Recording recording) {
		// Not removed: the next look would only create an entry again
		CURRENT.set(recording);
	}

	/**
	 * Take part in the recording.
	 * @return {@code false} if it has ended
	 */
	public synchronized boolean join() {
		if (this.ended) {
			return false;
		}
		this.participants++;
		return true;
	}

	/**
	 * Take part no longer.
	 * @param reason why the lines are wanted, {@code null} if the one who leaves knows no
	 * reason
	 */
	public void leave(@Nullable ReplayReason reason) {
		ReplayReason why;
		synchronized (this) {
			this.participants--;
			if (this.verdict == null) {
				this.verdict = (reason == null && this.asked) ? ReplayReason.ASKED : reason;
			}
			why = this.verdict;
			this.ended = this.participants <= 0;
		}
		if (why != null && (reason != null || this.ended)) {
			replay(why);
		}
		else if (this.ended) {
			this.recorder.count(HeldOutcome.DISCARDED, drain().size());
		}
	}

	/**
	 * Write what is held.
	 * @param reason why
	 */
	public void replay(ReplayReason reason) {
		synchronized (this) {
			this.verdict = (this.verdict != null) ? this.verdict : reason;
		}
		List<HeldLine> drained = drain();
		if (drained.isEmpty()) {
			return;
		}
		int allowed = this.recorder.allowed(drained.size());
		this.recorder.count(reason);
		this.recorder.count(HeldOutcome.LIMITED, drained.size() - allowed);
		// The last ones are nearest to what went wrong
		int written = 0;
		for (HeldLine line : drained.subList(drained.size() - allowed, drained.size())) {
			written += line.write() ? 1 : 0;
		}
		this.recorder.count(HeldOutcome.REPLAYED, written);
		this.recorder.count(HeldOutcome.FAILED, allowed - written);
	}

	/**
	 * The latest lines, held or written since, until the recording ends. Those that were
	 * written are the first to make room, and grow old like the others.
	 * @return at most {@value #RECENT}, the oldest first
	 */
	public List<RecordedLine> recent() {
		List<HeldLine> recent;
		synchronized (this) {
			recent = new ArrayList<>(this.lines);
		}
		return recent.subList(Math.max(0, recent.size() - RECENT), recent.size())
			.stream()
			.map(HeldLine::recorded)
			.toList();
	}

	FlightRecorder recorder() {
		return this.recorder;
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * Hold a line. Never throws.
	 * @return {@code false} if the recording has ended
	 */
	boolean hold(Logger logger, Level level, @Nullable String format, @Nullable Object @Nullable [] arguments,
			@Nullable Throwable throwable, @Nullable List<Marker> markers, @Nullable List<KeyValuePair> pairs) {
		if (this.ended) {
			return false;
		}
		try {
			return add(HeldLine.capture(this.recorder, logger, level, format, arguments, throwable, markers, pairs));
		}
		catch (Throwable ex) {
			this.recorder.count(HeldOutcome.FAILED, 1);
			return true;
		}
	}

	private boolean add(HeldLine line) {
		long missing = tryToAdd(line, false);
		for (int i = 1; missing > 0; i++) {
			boolean last = i == MAX_TRIES || !this.recorder.makeRoom(this, missing);
			missing = tryToAdd(line, last);
		}
		return missing == 0;
	}

	/**
	 * Add a line.
	 * @param alone whether only own lines can make room for it
	 * @return 0 if that is done, a negative number if the recording has ended, otherwise
	 * how much memory others should give back
	 */
	private synchronized long tryToAdd(HeldLine line, boolean alone) {
		if (this.ended) {
			return -1;
		}
		RecorderLimits limits = this.recorder.limits();
		evictOld(line.millis() - limits.maxAge().toMillis());
		long needed = bytes(line);
		while (this.lines.size() >= limits.maxLines() || this.bytes + needed > limits.maxBytes()) {
			if (this.lines.isEmpty() || needed > limits.maxBytes()) {
				this.recorder.count(HeldOutcome.EVICTED_REQUEST, 1);
				return 0;
			}
			evict(HeldOutcome.EVICTED_REQUEST);
			needed = this.lines.isEmpty() ? bytes(line) : needed;
		}
		long missing;
		while ((missing = take(needed)) > 0) {
			if (!alone) {
				return missing;
			}
			if (this.lines.isEmpty()) {
				this.recorder.count(HeldOutcome.EVICTED_TOTAL, 1);
				giveBack();
				return 0;
			}
			evict(HeldOutcome.EVICTED_TOTAL);
			needed = this.lines.isEmpty() ? bytes(line) : needed;
		}
		if (this.lines.isEmpty()) {
			this.recorder.holding(this, true);
		}
		this.lines.addLast(line);
		this.bytes += needed;
		return 0;
	}

	/** What a line takes behind the last one. */
	private long bytes(HeldLine line) {
		return line.bytes() + line.mdcBytes(this.lines.peekLast());
	}

	/** Returns what is missing. */
	private long take(long needed) {
		long missing = this.bytes + needed - this.taken;
		if (missing <= 0) {
			return 0;
		}
		long pieces = (missing + FlightRecorder.PIECE - 1) / FlightRecorder.PIECE * FlightRecorder.PIECE;
		// The rest of the bound may be less than a piece
		long taken = this.recorder.take(pieces) ? pieces : this.recorder.take(missing) ? missing : 0;
		this.taken += taken;
		return (taken > 0) ? 0 : missing;
	}

	long taken() {
		return this.taken;
	}

	/**
	 * Give memory back for others.
	 * @param kept how much may stay; if it has no more already, all does
	 */
	synchronized void shrinkTo(long kept) {
		while (!this.lines.isEmpty() && this.bytes > kept) {
			evict(HeldOutcome.EVICTED_TOTAL);
		}
		if (this.lines.isEmpty()) {
			giveBack();
		}
		else if (this.taken > kept) {
			this.recorder.giveBack(this.taken - kept);
			this.taken = kept;
		}
	}

	synchronized void dropOld() {
		evictOld(this.recorder.clock().millis() - this.recorder.limits().maxAge().toMillis());
		if (this.lines.isEmpty()) {
			giveBack();
		}
	}

	private void evictOld(long before) {
		while (!this.lines.isEmpty() && this.lines.getFirst().millis() < before) {
			evict(HeldOutcome.EVICTED_AGE);
		}
	}

	/** What was written has been counted. */
	private void evict(HeldOutcome outcome) {
		HeldLine line = this.lines.removeFirst();
		this.bytes -= line.bytes() + line.mdcBytes(this.lines.peekFirst());
		if (this.written > 0) {
			this.written--;
		}
		else {
			this.recorder.count(outcome, 1);
		}
	}

	private synchronized List<HeldLine> drain() {
		List<HeldLine> drained = new ArrayList<>(this.lines).subList(this.written, this.lines.size());
		if (this.ended) {
			this.lines.clear();
			this.bytes = 0;
		}
		this.written = this.lines.size();
		while (this.written > RECENT) {
			evict(HeldOutcome.REPLAYED);
		}
		shrinkTo(this.bytes);
		return drained;
	}

	private void giveBack() {
		if (this.taken > 0) {
			this.recorder.giveBack(this.taken);
			this.taken = 0;
		}
		this.recorder.holding(this, false);
	}

}
