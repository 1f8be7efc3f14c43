package dev.fanlight.tracing.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * The batches of one pipeline that wait, in order: first those on disk, then those in
 * memory. Called with the lock of the pipeline.
 */
final class Waiting {

	private final long maxBytes;

	private final @Nullable SpoolDirectory directory;

	private final @Nullable Spool spool;

	private final long maxAge;

	private final Spool.Drops drops;

	private final PipelineCounters counters;

	private final Deque<Batch> memory = new ArrayDeque<>();

	private long memoryBytes;

	private @Nullable String failure;

	Waiting(long maxBytes, @Nullable SpoolDirectory directory, @Nullable Spool spool, Duration maxAge,
			PipelineCounters counters) {
		this.maxBytes = maxBytes;
		this.directory = directory;
		this.spool = spool;
		this.maxAge = maxAge.toMillis();
		this.counters = counters;
		this.drops = counters::drop;
	}

	/**
	 * Add a batch behind all others. It goes to memory unless something waits on disk
	 * already, the memory is full or the receiver is away.
	 * @param batch the batch
	 * @param away whether the receiver is away
	 */
	void add(Batch batch, boolean away) {
		boolean full = this.memoryBytes + batch.body().length > this.maxBytes && !this.memory.isEmpty();
		remember(batch, false);
		if (away || full || spooled() > 0) {
			moveToSpool();
		}
		while (this.memoryBytes > this.maxBytes && this.memory.size() > 1) {
			this.drops.dropped(forgetFirst().items(), DropReason.QUEUE_FULL);
		}
	}

	/**
	 * Put everything on disk, as far as that works.
	 * @return whether nothing is left in memory
	 */
	boolean moveToSpool() {
		SpoolDirectory directory = this.directory;
		Spool spool = this.spool;
		if (directory == null || spool == null) {
			return this.memory.isEmpty();
		}
		synchronized (directory) {
			while (!this.memory.isEmpty()) {
				try {
					spool.append(this.memory.getFirst());
				}
				catch (IOException ex) {
					this.failure = Causes.ofFile(ex);
					return false;
				}
				this.counters.spooled.addAndGet(forgetFirst().items());
				this.failure = null;
			}
		}
		return true;
	}

	/**
	 * Take the oldest batch out.
	 * @param now the time in milliseconds since the epoch
	 * @return the batch, {@code null} when none waits
	 */
	@Nullable Taken take(long now) {
		if (this.directory != null && this.spool != null) {
			synchronized (this.directory) {
				Spool.Stored stored = this.spool.take(now - this.maxAge);
				if (stored != null) {
					return new Taken(stored.batch(), stored);
				}
			}
		}
		return this.memory.isEmpty() ? null : new Taken(forgetFirst(), null);
	}

	/**
	 * Put a batch back to where it was taken from.
	 * @param taken the batch
	 */
	void putBack(Taken taken) {
		if (taken.stored == null) {
			remember(taken.batch, true);
		}
		else {
			finish(taken.stored, false);
		}
	}

	/**
	 * Be done with a batch.
	 * @param taken the batch
	 */
	void done(Taken taken) {
		if (taken.stored != null) {
			finish(taken.stored, true);
		}
	}

	private void finish(Spool.Stored stored, boolean done) {
		if (this.directory != null && this.spool != null) {
			synchronized (this.directory) {
				this.spool.finish(stored, done);
			}
		}
	}

	/**
	 * Give up what is in memory.
	 * @param reason why
	 * @return how many items that were
	 */
	int forgetAll(DropReason reason) {
		int items = 0;
		while (!this.memory.isEmpty()) {
			items += forgetFirst().items();
		}
		this.drops.dropped(items, reason);
		return items;
	}

	private void remember(Batch batch, boolean first) {
		if (first) {
			this.memory.addFirst(batch);
		}
		else {
			this.memory.addLast(batch);
		}
		this.memoryBytes += batch.body().length;
	}

	private Batch forgetFirst() {
		Batch batch = this.memory.removeFirst();
		this.memoryBytes -= batch.body().length;
		return batch;
	}

	boolean isEmpty() {
		return this.memory.isEmpty() && spooled() == 0;
	}

	int batches() {
		return this.memory.size() + spooled();
	}

	int items() {
		int items = this.memory.stream().mapToInt(Batch::items).sum();
		if (this.directory != null && this.spool != null) {
			synchronized (this.directory) {
				items += this.spool.items();
			}
		}
		return items;
	}

	long memoryBytes() {
		return this.memoryBytes;
	}

	long spoolBytes() {
		if (this.directory == null || this.spool == null) {
			return 0;
		}
		synchronized (this.directory) {
			return this.spool.bytes();
		}
	}

	/**
	 * When the oldest batch was created.
	 * @return milliseconds since the epoch, {@link Long#MAX_VALUE} when none waits
	 */
	long oldest() {
		long oldest = this.memory.isEmpty() ? Long.MAX_VALUE : this.memory.getFirst().createdAt();
		if (this.directory != null && this.spool != null) {
			synchronized (this.directory) {
				oldest = Math.min(oldest, this.spool.oldest());
			}
		}
		return oldest;
	}

	/**
	 * How old the oldest batch is.
	 * @param inFlight one that was taken out and may come back
	 * @return its age, zero when there is none
	 */
	Duration age(@Nullable Taken inFlight) {
		long oldest = (inFlight != null) ? Math.min(oldest(), inFlight.batch.createdAt()) : oldest();
		return (oldest == Long.MAX_VALUE) ? Duration.ZERO
				: Duration.ofMillis(Math.max(0, System.currentTimeMillis() - oldest));
	}

	private int spooled() {
		if (this.directory == null || this.spool == null) {
			return 0;
		}
		synchronized (this.directory) {
			return this.spool.batches();
		}
	}

	/**
	 * Why the spool cannot be written at the moment.
	 * @return the reason, {@code null} when it can
	 */
	@Nullable String failure() {
		return this.failure;
	}

	boolean hasSpool() {
		return this.spool != null;
	}

	/**
	 * A batch that was taken out.
	 */
	record Taken(Batch batch, Spool.@Nullable Stored stored) {

	}

}
