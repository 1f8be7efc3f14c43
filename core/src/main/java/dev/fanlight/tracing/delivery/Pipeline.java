package dev.fanlight.tracing.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import dev.fanlight.tracing.delivery.OutageLog.Complaint;
import dev.fanlight.tracing.delivery.Outcome.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The way of one signal to its receiver. One thread sends one batch at a time, so order
 * is kept and a slow receiver is not pressed. After a failure the breaker opens: all that
 * waits moves to the spool, and the oldest batch is tried again after a pause. Until it
 * is closed again, the batch processor in front is asked in short intervals for what it
 * holds.
 * <p>
 * Thread-safe. {@link #offer} never waits for the receiver.
 */
final class Pipeline {

	private static final int REFUSALS_OF_AN_OUTAGE = 3;

	private static final long LONGEST_CANCEL = TimeUnit.MILLISECONDS.toNanos(500);

	private final Signal signal;

	private final String name;

	private final String authority;

	private final Transport transport;

	private final Waiting waiting;

	private final PipelineCounters counters;

	private final OutageLog log;

	private final Backoff backoff;

	private final Runnable fetch;

	private final long fetchNanos;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Thread thread;

	// All below are guarded by the lock

	private BreakerState breaker = BreakerState.CLOSED;

	private boolean fetching;

	private boolean outage;

	private long outageEnds = Long.MIN_VALUE;

	private int refusals;

	private final Refusals refused = new Refusals();

	private long pausedUntil;

	private Waiting.@Nullable Taken inFlight;

	private long attemptBegan;

	private long drainUntil = Long.MAX_VALUE;

	private boolean draining;

	private boolean closed;

	private boolean lastChance;

	private long lastSuccess;

	private @Nullable String lastFailure;

	private long lastFailureAt;

	Pipeline(Signal signal, String name, String authority, Transport transport, Waiting waiting,
			PipelineCounters counters, OutageLog log, DeliverySettings settings, Runnable fetch) {
		this.signal = signal;
		this.name = name;
		this.authority = authority;
		this.transport = transport;
		this.waiting = waiting;
		this.counters = counters;
		this.log = log;
		this.backoff = new Backoff(settings.initialBackoff(), settings.maxBackoff());
		this.fetch = fetch;
		this.fetchNanos = settings.initialBackoff().toNanos();
		this.thread = new Thread(this::run, "fanlight-delivery-" + name);
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Take a batch over.
	 * @param batch the batch
	 */
	void offer(Batch batch) {
		this.lock.lock();
		try {
			this.counters.accepted.addAndGet(batch.items());
			if (this.closed) {
				this.counters.drop(batch.items(), DropReason.SHUTDOWN);
				return;
			}
			this.waiting.add(batch, this.breaker != BreakerState.CLOSED || (this.draining && isLate()));
			complainAboutSpool();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Nobody would notice the end of the thread: no error ends it. */
	private void run() {
		Throwable failure = null;
		while (true) {
			try {
				if (failure != null) {
					recover(failure);
					failure = null;
				}
				Waiting.Taken taken = awaitWork();
				if (taken == null) {
					return;
				}
				conclude(taken, attempt(taken.batch()));
			}
			catch (Throwable ex) {
				if (failure != null) {
					LockSupport.parkNanos(this.fetchNanos);
				}
				failure = ex;
			}
		}
	}

	private void recover(Throwable failure) {
		this.lock.lock();
		try {
			this.breaker = BreakerState.OPEN;
			this.pausedUntil = System.nanoTime() + this.backoff.pause(null);
			if (this.inFlight != null) {
				this.waiting.putBack(this.inFlight);
				this.inFlight = null;
			}
			this.changed.signalAll();
			failed(Causes.message(failure.toString()));
		}
		finally {
			this.lock.unlock();
		}
	}

	private Outcome attempt(Batch batch) {
		try {
			return this.transport.send(batch);
		}
		catch (RuntimeException | LinkageError ex) {
			return Outcome.of(Kind.REFUSED, Causes.message(ex.toString()));
		}
		catch (Error ex) {
			// Such as no memory, which is not the fault of the batch
			return Outcome.of(Kind.AWAY, Causes.message(ex.toString()));
		}
	}

	private Waiting.@Nullable Taken awaitWork() {
		this.lock.lock();
		try {
			while (true) {
				if (this.closed) {
					return null;
				}
				long pause = this.lastChance ? 0 : this.pausedUntil - System.nanoTime();
				boolean open = this.breaker != BreakerState.CLOSED;
				if (this.draining && (isLate() || (open && !this.lastChance))) {
					// Nobody waits for us any longer; what is left is kept
					this.waiting.moveToSpool();
					this.changed.signalAll();
					await(Long.MAX_VALUE);
				}
				else if (open && pause > 0) {
					await(pause);
				}
				else {
					Waiting.Taken taken = this.waiting.take(System.currentTimeMillis());
					if (taken != null) {
						this.breaker = open ? BreakerState.HALF_OPEN : BreakerState.CLOSED;
						this.inFlight = taken;
						this.attemptBegan = System.nanoTime();
						return taken;
					}
					this.changed.signalAll();
					await(Long.MAX_VALUE);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void await(long nanos) {
		try {
			this.changed.awaitNanos(nanos);
		}
		catch (InterruptedException ex) {
			// Nobody has a reason to; the state decides what to do next
		}
	}

	private void conclude(Waiting.Taken taken, Outcome outcome) {
		this.lock.lock();
		try {
			if (this.inFlight != taken) {
				// Given up at the end and kept for the next process
				return;
			}
			this.inFlight = null;
			this.lastChance = false;
			int items = taken.batch().items();
			switch (outcome.kind()) {
				case DELIVERED -> {
					this.waiting.done(taken);
					this.counters.batches.incrementAndGet();
					this.counters.bytes.addAndGet(taken.batch().body().length);
					this.counters.delivered.addAndGet(items - Math.min(items, outcome.rejected()));
					if (outcome.rejected() > 0) {
						this.counters.drop(Math.min(items, outcome.rejected()), DropReason.REJECTED);
						this.log.complain(this, Complaint.REJECTED,
								"%d of %d %s were rejected: %s. Rejected ones are counted."
									.formatted(outcome.rejected(), items, this.signal.items(), outcome.words()));
					}
					this.refused.accepted();
					this.refusals = 0;
					this.lastSuccess = System.currentTimeMillis();
					closeBreaker();
				}
				case REFUSED -> refused(taken, outcome);
				default -> {
					this.waiting.putBack(taken);
					this.counters.retries.incrementAndGet();
					open(outcome, true);
				}
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void refused(Waiting.Taken taken, Outcome outcome) {
		Batch batch = taken.batch();
		this.waiting.done(taken);
		if (this.refused.isItsFault(batch)) {
			this.counters.drop(batch.items(), DropReason.REFUSED);
			failed(outcome.words());
			this.log.complain(this, Complaint.REFUSED,
					"a batch of %d %s was refused while others are taken: %s. Such batches are dropped and counted."
						.formatted(batch.items(), this.signal.items(), outcome.words()));
			closeBreaker();
			return;
		}
		this.waiting.add(batch, true);
		this.counters.retries.incrementAndGet();
		open(outcome, ++this.refusals >= REFUSALS_OF_AN_OUTAGE);
	}

	private void open(Outcome outcome, boolean isOutage) {
		failed(outcome.words());
		this.breaker = BreakerState.OPEN;
		this.pausedUntil = System.nanoTime() + this.backoff.pause(outcome.retryAfter());
		if (isOutage && !this.outage && !this.draining) {
			this.outage = this.log.begin(this, outcome.words(), this.attemptBegan);
		}
		this.outageEnds = Long.MIN_VALUE;
		this.waiting.moveToSpool();
		complainAboutSpool();
		if (!this.fetching) {
			this.fetching = true;
			fetchLater();
		}
	}

	/**
	 * What still is in front of us would not survive {@code kill -9}. Our own thread may
	 * be busy with a receiver that hangs.
	 */
	private void fetchLater() {
		CompletableFuture.delayedExecutor(this.fetchNanos, TimeUnit.NANOSECONDS, Runnable::run).execute(this::fetch);
	}

	private void fetch() {
		this.lock.lock();
		try {
			if (this.breaker == BreakerState.CLOSED || this.closed) {
				this.fetching = false;
				return;
			}
			fetchLater();
		}
		finally {
			this.lock.unlock();
		}
		this.fetch.run();
	}

	private void closeBreaker() {
		this.breaker = BreakerState.CLOSED;
		this.backoff.reset();
		if (this.outage) {
			if (this.outageEnds == Long.MIN_VALUE) {
				this.outageEnds = System.currentTimeMillis();
			}
			if (this.waiting.oldest() >= this.outageEnds) {
				this.outage = false;
				this.outageEnds = Long.MIN_VALUE;
				this.log.end(this);
			}
		}
	}

	private void failed(String words) {
		this.lastFailure = words;
		this.lastFailureAt = System.currentTimeMillis();
	}

	private void complainAboutSpool() {
		String failure = this.waiting.failure();
		if (failure != null) {
			this.log.complain(this, Complaint.SPOOL,
					"the spool cannot be written: " + failure + ". What waits is kept in memory.");
		}
	}

	private boolean isLate() {
		return System.nanoTime() - this.drainUntil >= 0;
	}

	/**
	 * Deliver what waits, or put it on disk when that cannot be done in time. What comes
	 * later goes the same way until {@link #close()}.
	 * @param deadline when to be done, as {@link System#nanoTime()}
	 */
	void drain(long deadline) {
		this.lock.lock();
		try {
			this.drainUntil = deadline;
			this.draining = true;
			// Without a spool a last attempt is all that is left to do
			this.lastChance = this.breaker == BreakerState.OPEN && !this.waiting.hasSpool();
			this.changed.signalAll();
			while (!isLate() && !isDrained()) {
				if (this.breaker == BreakerState.HALF_OPEN && this.waiting.hasSpool()) {
					this.transport.cancel();
				}
				awaitDrain(deadline - System.nanoTime());
			}
			giveUpAttempt();
			this.waiting.moveToSpool();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void giveUpAttempt() {
		long end = System.nanoTime() + LONGEST_CANCEL;
		while (this.inFlight != null && System.nanoTime() < end) {
			this.transport.cancel();
			awaitDrain(end - System.nanoTime());
		}
		if (this.inFlight != null) {
			this.waiting.putBack(this.inFlight);
			this.inFlight = null;
		}
	}

	private boolean isDrained() {
		if (this.inFlight != null) {
			return false;
		}
		return this.waiting.isEmpty() || (this.breaker == BreakerState.OPEN && !this.lastChance);
	}

	private void awaitDrain(long nanos) {
		try {
			this.changed.awaitNanos(Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(50)));
		}
		catch (InterruptedException ex) {
			this.drainUntil = System.nanoTime();
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * End. What could neither be delivered nor put on disk is lost.
	 * @return how many items were lost
	 */
	int close() {
		this.lock.lock();
		int lost;
		try {
			this.waiting.moveToSpool();
			lost = this.waiting.forgetAll(DropReason.SHUTDOWN);
			this.closed = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		this.transport.cancel();
		this.transport.close();
		return lost;
	}

	Signal signal() {
		return this.signal;
	}

	String name() {
		return this.name;
	}

	String authority() {
		return this.authority;
	}

	String address() {
		return this.transport.address();
	}

	String refuge() {
		return this.waiting.hasSpool() ? "They wait on disk." : "They wait in memory.";
	}

	PipelineCounters counters() {
		return this.counters;
	}

	PipelineStatus status() {
		this.lock.lock();
		try {
			Waiting.Taken taken = this.inFlight;
			// One from the spool is still counted there
			boolean more = taken != null && taken.stored() == null;
			int moreItems = (taken != null && taken.stored() == null) ? taken.batch().items() : 0;
			return new PipelineStatus(this.signal, this.name, address(), this.breaker, this.outage,
					this.waiting.batches() + (more ? 1 : 0), this.waiting.items() + moreItems,
					this.waiting.memoryBytes(), this.waiting.spoolBytes(), this.waiting.age(taken), this.lastSuccess,
					this.lastFailure, this.lastFailureAt);
		}
		finally {
			this.lock.unlock();
		}
	}

}
