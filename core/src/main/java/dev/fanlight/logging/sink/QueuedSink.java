package dev.fanlight.logging.sink;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.fanlight.logging.Sink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Queues lines for one appender and writes them on a thread of its own. Once ended, in
 * time, later lines are written where they are logged; if the appender hangs, they are
 * abandoned.
 */
final class QueuedSink implements Sink {

	private static final long MAX_PARK_NANOS = 100_000_000;

	private static final long RETRY_NANOS = 50_000;

	private enum State {

		/** Lines are queued. */
		OPEN,

		/** Lines are queued, and the thread ends as soon as there are none. */
		ENDING,

		/** The thread has ended, lines are written where they are logged. */
		ENDED,

		/** The thread did not end in time. */
		ABANDONED

	}

	private final Appender<ILoggingEvent> appender;

	private final SinkLimits limits;

	private final SinkCounts counts;

	private final Logger logger;

	private final LineQueue queue;

	private final List<Filter<ILoggingEvent>> thresholds;

	private final Runnable whenStopped;

	private final Thread writer;

	private volatile State state = State.OPEN;

	private volatile boolean parked;

	/** A call has waited in vain since the last line was written. */
	private volatile boolean stalled;

	private volatile boolean stopAppender;

	private final AtomicBoolean complained = new AtomicBoolean();

	/** What the thread is writing. Guarded by the queue, as is taking from it. */
	private @Nullable ILoggingEvent writing;

	/** What became of it. For the thread alone. */
	private SinkOutcome outcome = SinkOutcome.WRITTEN;

	QueuedSink(Appender<ILoggingEvent> appender, SinkLimits limits, SinkCounts counts, Logger logger,
			Runnable whenStopped) {
		this.logger = logger;
		this.appender = appender;
		this.limits = limits;
		this.counts = counts;
		this.queue = new LineQueue(limits.maxLines(), limits.maxBytes());
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
		if (isBelowThreshold(event)) {
			return;
		}
		State current = this.state;
		if (current == State.ENDED) {
			count(write(event) ? SinkOutcome.WRITTEN : SinkOutcome.FAILED, event);
		}
		else if (current == State.ABANDONED) {
			count(SinkOutcome.ABANDONED, event);
		}
		else if (!enqueue(event)) {
			count(SinkOutcome.DROPPED, event);
			complain();
		}
	}

	/** Once. There is room for it, since a warning has more than what was dropped. */
	private void complain() {
		if (!this.complained.get() && Thread.currentThread() != this.writer
				&& this.complained.compareAndSet(false, true)) {
			this.logger.warn("The sink {} does not keep up: lines are dropped, the least important first, and counted.",
					this.counts.sink());
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

	private boolean enqueue(ILoggingEvent event) {
		// What an appender logs while it writes would never end
		if (Thread.currentThread() == this.writer) {
			return false;
		}
		boolean full = this.queue.isFull(event.getLevel());
		if (full && !mayWait()) {
			return false;
		}
		event.prepareForDeferredProcessing();
		if (this.limits.callerData()) {
			event.getCallerData();
		}
		this.counts.took();
		if (!this.queue.offer(event) && !offerLater(event)) {
			this.counts.gaveBack();
			return false;
		}
		VarHandle.fullFence();
		if (this.parked) {
			LockSupport.unpark(this.writer);
		}
		State now = this.state;
		if (now == State.ENDED || now == State.ABANDONED) {
			// Came too late for the thread
			finish(now);
		}
		return true;
	}

	private boolean mayWait() {
		return !this.stalled && !this.limits.maxBlock().isZero();
	}

	private boolean offerLater(ILoggingEvent event) {
		long start = System.nanoTime();
		long longest = this.limits.maxBlock().toNanos();
		while (mayWait() && !Thread.currentThread().isInterrupted() && this.state == State.OPEN) {
			long left = longest - (System.nanoTime() - start);
			if (left <= 0) {
				this.stalled = true;
				break;
			}
			LockSupport.parkNanos(this, Math.min(left, RETRY_NANOS));
			if (this.queue.offer(event)) {
				return true;
			}
		}
		return false;
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
	 * @param nanos how long to wait
	 */
	void awaitEnd(long nanos) {
		boolean interrupted = false;
		try {
			this.writer.join(Math.max(1, nanos / 1_000_000));
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		synchronized (this.queue) {
			if (this.state == State.ENDING) {
				this.state = State.ABANDONED;
				if (this.writing != null) {
					this.counts.ended(SinkOutcome.ABANDONED, this.writing.getLevel());
					this.writing = null;
				}
			}
		}
		finish(this.state);
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
		this.whenStopped.run();
	}

	private void run() {
		ILoggingEvent event = null;
		while ((event = next(event)) != null) {
			this.outcome = write(event) ? SinkOutcome.WRITTEN : SinkOutcome.FAILED;
			this.stalled = false;
		}
		if (this.stopAppender && this.state == State.ABANDONED) {
			this.appender.stop();
		}
	}

	private @Nullable ILoggingEvent next(@Nullable ILoggingEvent written) {
		while (true) {
			synchronized (this.queue) {
				if (this.writing != null && written != null) {
					this.counts.ended(this.outcome, written.getLevel());
				}
				this.writing = (this.state != State.ABANDONED) ? this.queue.poll() : null;
				if (this.writing != null) {
					return this.writing;
				}
				if (this.state == State.ENDING) {
					this.state = State.ENDED;
				}
				if (this.state != State.OPEN) {
					return null;
				}
			}
			written = null;
			park();
		}
	}

	private void park() {
		this.parked = true;
		VarHandle.fullFence();
		if (this.queue.isEmpty() && this.state == State.OPEN) {
			LockSupport.parkNanos(this, MAX_PARK_NANOS);
		}
		this.parked = false;
	}

	/** Bring what nobody else will bring to its end. */
	private void finish(State state) {
		synchronized (this.queue) {
			for (ILoggingEvent event; (event = this.queue.poll()) != null;) {
				SinkOutcome outcome = (state == State.ABANDONED) ? SinkOutcome.ABANDONED
						: write(event) ? SinkOutcome.WRITTEN : SinkOutcome.FAILED;
				this.counts.ended(outcome, event.getLevel());
			}
		}
	}

	private boolean write(ILoggingEvent event) {
		try {
			boolean started = this.appender.isStarted();
			this.appender.doAppend(event);
			return started && this.appender.isStarted();
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			this.appender.addError("Appender failed: " + this.appender.getName(), ex);
			return false;
		}
	}

	private void count(SinkOutcome outcome, ILoggingEvent event) {
		this.counts.count(outcome, event.getLevel());
	}

}
