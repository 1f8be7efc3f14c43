package dev.fanlight.logging.sink;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Level;

/**
 * Where calls wait for room in a full queue. Each line that is taken out of it wakes one,
 * of the highest level first. Thread-safe; costs those nothing who do not wait.
 */
final class WaitingRoom {

	private final LineQueue queue;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition[] levels = new Condition[SinkCounts.LEVELS];

	/** By level. Guarded by the lock. */
	private final int[] waiting = new int[SinkCounts.LEVELS];

	private volatile int waitingInAll;

	WaitingRoom(LineQueue queue) {
		this.queue = queue;
		Arrays.setAll(this.levels, (rank) -> this.lock.newCondition());
	}

	/**
	 * Wait for success.
	 * @param level the level of the line
	 * @param nanos how long
	 * @param attempt made at first and whenever woken
	 * @param hopeless whether to wait no longer
	 * @return whether an attempt succeeded. If the thread is interrupted it stays so
	 */
	boolean await(Level level, long nanos, BooleanSupplier attempt, BooleanSupplier hopeless) {
		int rank = SinkCounts.rank(level);
		long left = nanos;
		this.lock.lock();
		try {
			count(rank, 1);
			while (!attempt.getAsBoolean()) {
				if (left <= 0 || hopeless.getAsBoolean()) {
					return false;
				}
				left = this.levels[rank].awaitNanos(left);
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			count(rank, -1);
			this.lock.unlock();
		}
	}

	private void count(int rank, int change) {
		this.waiting[rank] += change;
		this.waitingInAll = Arrays.stream(this.waiting).sum();
	}

	/** Room for one. To be called when one was taken out of the queue. */
	void wakeOne() {
		if (this.waitingInAll == 0) {
			return;
		}
		this.lock.lock();
		try {
			for (int rank = this.waiting.length - 1; rank >= 0; rank--) {
				if (this.waiting[rank] > 0 && !this.queue.isFull(rank)) {
					this.levels[rank].signal();
					return;
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** For when nothing is taken out any more. */
	void wakeAll() {
		if (this.waitingInAll == 0) {
			return;
		}
		this.lock.lock();
		try {
			for (Condition level : this.levels) {
				level.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
