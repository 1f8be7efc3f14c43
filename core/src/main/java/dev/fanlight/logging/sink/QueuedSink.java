package dev.fanlight.logging.sink;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.fanlight.logging.Deferred;
import dev.fanlight.logging.Sink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Queues lines for one appender and writes them on a thread of its own. Once ended, later
 * lines are written where they are logged; while the appender hangs then, they are
 * abandoned.
 */
final class QueuedSink implements Sink {

	private static final long MAX_PARK_NANOS = 100_000_000;

	/** It is not said again sooner that lines are dropped. */
	private static final long COMPLAINT_NANOS = TimeUnit.MINUTES.toNanos(1);

	/** How long the thread looks for lines of an appender that was stopped. */
	static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

	/** So many are written before the stream is flushed, although there are more. */
	private static final int MAX_BATCH = 256;

	private enum Rest {

		/** The thread writes. */
		NONE,

		/** It sleeps until there are many lines, or one that matters, or for a while. */
		LINGERING,

		/** It sleeps until there is a line. */
		PARKED

	}

	private enum State {

		/** Lines are queued. */
		OPEN,

		/** Lines are queued, and the thread ends as soon as there are none. */
		ENDING,

		/** The thread has ended, lines are written where they are logged. */
		ENDED,

		/** The thread did not end in time, and will when the appender lets it go. */
		ABANDONED

	}

	private final Appender<ILoggingEvent> appender;

	private final SinkLimits limits;

	private final SinkCounts counts;

	private final Logger logger;

	private final LongSupplier ticks;

	private final LineQueue queue;

	private final WaitingRoom room;

	private final SwallowedFailures swallowed;

	private final SharedFlush flush;

	private final List<Filter<ILoggingEvent>> thresholds;

	private final Runnable whenStopped;

	private final Thread writer;

	private volatile State state = State.OPEN;

	private volatile Rest rest = Rest.NONE;

	/** Lines that the thread has brought to an end. */
	private final AtomicLong progress = new AtomicLong();

	/** A call has waited in vain while it was so much. */
	private volatile long stalledAt = -1;

	private volatile boolean stopAppender;

	private final AtomicBoolean complained = new AtomicBoolean();

	private volatile long complainedAt;

	/** Who says that lines are dropped. */
	private volatile @Nullable Thread complaining;

	/** That lines are dropped, where there was no room to say so. */
	private volatile @Nullable ILoggingEvent complaint;

	/** What the thread is writing. Guarded by the queue, as is taking from it. */
	private @Nullable ILoggingEvent writing;

	/**
	 * Lines that the appender took and has yet to flush, by level. Guarded as is
	 * {@link #writing}.
	 */
	private final int[] unflushed = new int[SinkCounts.LEVELS];

	/** How many they are. */
	private int batch;

	/** Whether there were lines since the thread slept. For the thread alone. */
	private boolean busy;

	/** Whether the appender was ever seen to take lines. For the thread alone. */
	private boolean started;

	/** When it was first seen stopped, zero while it is started. For the thread alone. */
	private long stoppedSince;

	/** Nobody gets it for the appender any more. */
	private volatile boolean left;

	/** What became of it. For the thread alone. */
	private SinkOutcome outcome = SinkOutcome.WRITTEN;

	QueuedSink(Appender<ILoggingEvent> appender, SinkLimits limits, SinkCounts counts, Logger logger,
			LongSupplier ticks, Runnable whenStopped) {
		this.logger = logger;
		this.ticks = ticks;
		this.appender = appender;
		this.started = appender.isStarted();
		this.limits = limits;
		this.counts = counts;
		this.queue = new LineQueue(limits.maxLines(), limits.maxBytes());
		this.room = new WaitingRoom(this.queue);
		this.swallowed = new SwallowedFailures(appender);
		this.flush = new SharedFlush(appender);
		this.thresholds = appender.getCopyOfAttachedFiltersList()
			.stream()
			.filter((filter) -> filter.getClass() == ThresholdFilter.class)
			.toList();
		this.whenStopped = whenStopped;
		this.writer = new Thread(this::run, "fanlight-sink-" + counts.sink());
		this.writer.setDaemon(true);
		this.writer.start();
	}

	@Override
	public void append(ILoggingEvent event) {
		if (isBelowThreshold(event) || (isQueueing() && enqueue(event))) {
			return;
		}
		State current = this.state;
		if (current == State.ENDED) {
			this.counts.count(write(event), event.getLevel());
		}
		else if (current == State.ABANDONED) {
			this.counts.count(SinkOutcome.ABANDONED, event.getLevel());
		}
		else if (this.complaining == Thread.currentThread() && this.complaint == null) {
			this.counts.took();
			this.complaint = Deferred.of(event, this.limits.callerData());
			if (!isQueueing()) {
				finish();
			}
		}
		else {
			this.counts.count(SinkOutcome.DROPPED, event.getLevel());
			complain();
		}
	}

	/** Where warnings are dropped, too, it is the next line that is written. */
	private void complain() {
		if (!this.complained.get() && Thread.currentThread() != this.writer
				&& this.complained.compareAndSet(false, true)) {
			this.complainedAt = this.ticks.getAsLong();
			this.complaining = Thread.currentThread();
			try {
				this.logger.warn(
						"The sink {} does not keep up: lines are dropped, the least important first, and counted.",
						this.counts.sink());
			}
			finally {
				this.complaining = null;
			}
		}
	}

	private boolean isBelowThreshold(ILoggingEvent event) {
		for (int i = 0; i < this.thresholds.size(); i++) {
			if (this.thresholds.get(i).decide(event) == FilterReply.DENY) {
				return true;
			}
		}
		return false;
	}

	private boolean isQueueing() {
		State current = this.state;
		return current == State.OPEN || current == State.ENDING;
	}

	private boolean enqueue(ILoggingEvent event) {
		// What an appender logs while it writes would never end
		if (Thread.currentThread() == this.writer || (this.queue.isFull(event.getLevel()) && mayWait(event) <= 0)) {
			return false;
		}
		ILoggingEvent deferred = Deferred.of(event, this.limits.callerData());
		this.counts.took();
		if (!this.queue.offer(deferred) && !offerLater(deferred)) {
			this.counts.gaveBack();
			return false;
		}
		VarHandle.fullFence();
		wake(event.getLevel());
		if (!isQueueing()) {
			// Came too late for the thread
			finish();
		}
		return true;
	}

	/** To wake a thread costs more than all else here. */
	private void wake(Level level) {
		Rest current = this.rest;
		if (current == Rest.PARKED
				|| (current == Rest.LINGERING && (level.levelInt >= Level.ERROR_INT || this.queue.isFilling()))) {
			this.rest = Rest.NONE;
			LockSupport.unpark(this.writer);
		}
	}

	/** Nanoseconds. */
	private long mayWait(ILoggingEvent event) {
		long longest = this.limits.maxBlock().toNanos();
		return (longest <= 0 || isStalled()) ? 0 : WaitBudget.left(event, longest);
	}

	private boolean isStalled() {
		return this.stalledAt == this.progress.get();
	}

	private boolean offerLater(ILoggingEvent event) {
		long wait = mayWait(event);
		if (wait <= 0) {
			return false;
		}
		long before = this.progress.get();
		long start = System.nanoTime();
		boolean offered = this.room.await(event.getLevel(), wait, () -> this.queue.offer(event),
				() -> isStalled() || !isQueueing());
		long waited = System.nanoTime() - start;
		WaitBudget.spend(waited);
		if (!offered && waited >= this.limits.maxBlock().toNanos()) {
			this.stalledAt = before;
			this.room.wakeAll();
		}
		return offered;
	}

	/**
	 * Write what is queued and end the thread. Does not wait.
	 */
	void end() {
		synchronized (this.queue) {
			if (this.state == State.OPEN) {
				this.state = State.ENDING;
			}
		}
		LockSupport.unpark(this.writer);
	}

	/**
	 * Wait for the end, and abandon what is left then.
	 * @param nanos how long to wait, also if the thread is interrupted
	 */
	void awaitEnd(long nanos) {
		boolean interrupted = false;
		long deadline = System.nanoTime() + nanos;
		for (long left = nanos; left > 0 && this.writer.isAlive(); left = deadline - System.nanoTime()) {
			try {
				TimeUnit.NANOSECONDS.timedJoin(this.writer, left);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		synchronized (this.queue) {
			if (this.state == State.ENDING) {
				this.state = State.ABANDONED;
				if (this.writing != null) {
					this.counts.ended(SinkOutcome.ABANDONED, this.writing.getLevel());
					this.writing = null;
				}
				settle(SinkOutcome.ABANDONED);
			}
		}
		finish();
		this.room.wakeAll();
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		this.stopAppender = true;
		State before = this.state;
		end();
		if (before != State.ABANDONED && Thread.currentThread() != this.writer) {
			awaitEnd(this.limits.shutdownTimeout().toNanos());
		}
		// An appender that hangs while it writes may hang when it is stopped
		if (!this.writer.isAlive() || this.state == State.ENDED) {
			this.appender.stop();
		}
		leave();
	}

	private void leave() {
		this.whenStopped.run();
		this.left = true;
	}

	@Override
	public boolean isGone() {
		return this.left && this.state == State.ENDED;
	}

	private void run() {
		for (ILoggingEvent event; (event = next()) != null;) {
			this.room.wakeOne();
			this.busy = true;
			this.outcome = share() ? write(event) : SinkOutcome.FAILED;
			this.progress.incrementAndGet();
		}
		if (this.state == State.ABANDONED) {
			// Lets go at last
			finish();
			flush();
			release();
			this.state = State.ENDED;
			finish();
			if (this.stopAppender) {
				this.appender.stop();
			}
		}
		this.room.wakeAll();
	}

	private @Nullable ILoggingEvent next() {
		while (true) {
			boolean flushes;
			synchronized (this.queue) {
				if (this.writing != null) {
					took(this.writing.getLevel());
					this.writing = null;
				}
				flushes = this.batch >= MAX_BATCH || (this.batch > 0 && isEmpty());
				if (!flushes) {
					this.writing = (this.state != State.ABANDONED) ? poll() : null;
					if (this.writing != null) {
						return this.writing;
					}
					if (this.state == State.ENDING) {
						// As long as nobody else writes
						release();
						this.state = State.ENDED;
					}
					if (this.state != State.OPEN) {
						return null;
					}
				}
			}
			if (flushes) {
				flush();
			}
			else {
				this.room.wakeAll();
				park();
			}
		}
	}

	/** The appender is done with a line, which may not be where it belongs yet. */
	private void took(Level level) {
		if (this.outcome == SinkOutcome.WRITTEN && this.flush.isShared()) {
			this.unflushed[SinkCounts.rank(level)]++;
			this.batch++;
			return;
		}
		this.counts.ended(this.outcome, level);
		if (this.swallowed.any()) {
			settle(SinkOutcome.FAILED);
		}
	}

	/** Whatever it throws, as in {@link #write}. */
	private boolean share() {
		try {
			this.flush.share();
			return true;
		}
		catch (Throwable ex) {
			report(ex);
			return false;
		}
	}

	private void flush() {
		SinkOutcome result = SinkOutcome.FAILED;
		try {
			this.flush.flush();
			result = this.swallowed.any() ? SinkOutcome.FAILED : SinkOutcome.WRITTEN;
		}
		catch (Throwable ex) {
			report(ex);
		}
		synchronized (this.queue) {
			settle(result);
		}
	}

	/** What the appender took since it was last flushed has come to an end. */
	private void settle(SinkOutcome result) {
		for (int rank = 0; this.batch > 0 && rank < this.unflushed.length; rank++) {
			this.counts.ended(result, rank, this.unflushed[rank]);
			this.unflushed[rank] = 0;
		}
		this.batch = 0;
	}

	private boolean isEmpty() {
		return this.complaint == null && this.queue.isEmpty();
	}

	private @Nullable ILoggingEvent poll() {
		ILoggingEvent said = this.complaint;
		if (said == null) {
			return this.queue.poll();
		}
		this.complaint = null;
		return said;
	}

	private void release() {
		this.flush.release();
		this.swallowed.release();
	}

	/** Nobody tells a sink that its appender was detached. */
	private boolean isLeft() {
		if (this.appender.isStarted()) {
			this.started = true;
			this.stoppedSince = 0;
			return false;
		}
		// Odd, so that it is never zero
		long now = this.ticks.getAsLong() | 1;
		if (this.stoppedSince == 0) {
			this.stoppedSince = now;
		}
		return this.started && now - this.stoppedSince >= PATIENCE_NANOS;
	}

	private void park() {
		long linger = this.limits.linger().toNanos();
		if (this.busy && linger > 0) {
			this.busy = false;
			rest(Rest.LINGERING, linger);
			return;
		}
		if (isLeft()) {
			end();
			leave();
		}
		if (this.complained.get() && this.ticks.getAsLong() - this.complainedAt >= COMPLAINT_NANOS) {
			this.complained.set(false);
		}
		rest(Rest.PARKED, MAX_PARK_NANOS);
	}

	private void rest(Rest how, long nanos) {
		this.rest = how;
		VarHandle.fullFence();
		if (isEmpty() && this.state == State.OPEN) {
			LockSupport.parkNanos(this, nanos);
		}
		this.rest = Rest.NONE;
	}

	/** Bring what nobody else will bring to its end. */
	private void finish() {
		synchronized (this.queue) {
			State current = this.state;
			for (ILoggingEvent event; (event = poll()) != null;) {
				this.counts.ended((current == State.ABANDONED) ? SinkOutcome.ABANDONED : write(event),
						event.getLevel());
			}
		}
	}

	/** Whatever the appender throws: nobody would start the thread again. */
	private SinkOutcome write(ILoggingEvent event) {
		try {
			boolean started = this.appender.isStarted();
			this.swallowed.watch();
			this.appender.doAppend(event);
			return (started && this.appender.isStarted() && !this.swallowed.any()) ? SinkOutcome.WRITTEN
					: SinkOutcome.FAILED;
		}
		catch (Throwable ex) {
			report(ex);
			return SinkOutcome.FAILED;
		}
	}

	private void report(Throwable failure) {
		try {
			this.appender.addError("Appender failed: " + this.appender.getName(), failure);
		}
		catch (Throwable ex) {
			// There may be no memory for it; the line is counted
		}
	}

}
