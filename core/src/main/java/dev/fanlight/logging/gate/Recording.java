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

	private static final ThreadLocal<@Nullable Recording> CURRENT = new ThreadLocal<>();

	private final FlightRecorder recorder;

	private final boolean asked;

	private final ArrayDeque<HeldLine> lines = new ArrayDeque<>(0);

	/** The latest that were written, until the recording ends. */
	private List<HeldLine> written = List.of();

	private long bytes;

	private long taken;

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
			this.written = this.ended ? List.of() : this.written;
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
		this.recorder.count(HeldOutcome.REPLAYED, allowed);
		this.recorder.count(HeldOutcome.LIMITED, drained.size() - allowed);
		synchronized (this) {
			this.written = this.ended ? List.of()
					: List.copyOf(drained.subList(Math.max(0, drained.size() - RECENT), drained.size()));
		}
		// The last ones are nearest to what went wrong
		drained.subList(drained.size() - allowed, drained.size()).forEach(HeldLine::write);
	}

	/**
	 * The latest lines, held or written since, until the recording ends.
	 * @return at most {@value #RECENT} of either, the oldest first
	 */
	public synchronized List<RecordedLine> recent() {
		List<HeldLine> recent = new ArrayList<>(this.written);
		recent.addAll(this.lines);
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

	boolean hold(Logger logger, Level level, @Nullable String format, @Nullable Object @Nullable [] arguments,
			@Nullable Throwable throwable, @Nullable List<Marker> markers, @Nullable List<KeyValuePair> pairs) {
		if (this.ended) {
			return false;
		}
		HeldLine line = HeldLine.capture(this.recorder, logger, level, format, arguments, throwable, markers, pairs);
		return add(line);
	}

	private synchronized boolean add(HeldLine line) {
		if (this.ended) {
			return false;
		}
		RecorderLimits limits = this.recorder.limits();
		evictOld(line.millis() - limits.maxAge().toMillis());
		if (line.bytes() > limits.maxBytes()) {
			this.recorder.count(HeldOutcome.EVICTED_REQUEST, 1);
			return true;
		}
		while (!this.lines.isEmpty()
				&& (this.lines.size() >= limits.maxLines() || this.bytes + line.bytes() > limits.maxBytes())) {
			evict(HeldOutcome.EVICTED_REQUEST);
		}
		while (!takeFor(line)) {
			if (this.lines.isEmpty()) {
				this.recorder.count(HeldOutcome.EVICTED_TOTAL, 1);
				return true;
			}
			evict(HeldOutcome.EVICTED_TOTAL);
		}
		if (this.lines.isEmpty()) {
			this.recorder.holding(this, true);
		}
		this.lines.addLast(line);
		this.bytes += line.bytes();
		return true;
	}

	private boolean takeFor(HeldLine line) {
		long missing = this.bytes + line.bytes() - this.taken;
		if (missing <= 0) {
			return true;
		}
		long pieces = (missing + FlightRecorder.PIECE - 1) / FlightRecorder.PIECE * FlightRecorder.PIECE;
		if (!this.recorder.take(pieces)) {
			return false;
		}
		this.taken += pieces;
		return true;
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

	private void evict(HeldOutcome outcome) {
		this.bytes -= this.lines.removeFirst().bytes();
		this.recorder.count(outcome, 1);
	}

	private synchronized List<HeldLine> drain() {
		List<HeldLine> drained = new ArrayList<>(this.lines);
		this.lines.clear();
		this.bytes = 0;
		giveBack();
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
