package dev.fanlight.logging.gate;

import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Counts the errors of one line by fingerprint, {@value #MOST} per interval; those beyond
 * and those without one are counted together.
 */
final class StormKinds {

	static final int MOST = 16;

	/** Stands where no kind may come any more. */
	private static final Kind GONE = new Kind("", new StormCount(Long.MIN_VALUE));

	private final AtomicReferenceArray<@Nullable Kind> kinds = new AtomicReferenceArray<>(MOST);

	private final StormCount others = new StormCount(0);

	/**
	 * Count one more.
	 * @param fingerprint its fingerprint, if it has one
	 * @return the count of its kind with it, negative if this was {@link #end ended}
	 */
	long increment(@Nullable String fingerprint) {
		for (int i = 0; fingerprint != null && i < MOST; i++) {
			Kind kind = this.kinds.get(i);
			if (kind == null) {
				kind = this.kinds.compareAndExchange(i, null, new Kind(fingerprint, new StormCount(1)));
				if (kind == null) {
					return 1;
				}
			}
			if (kind.fingerprint.equals(fingerprint)) {
				return kind.count.increment();
			}
		}
		return this.others.increment();
	}

	/**
	 * Begin the next interval.
	 * @param told has the counts of the last one
	 */
	void reset(Listener told) {
		// From the end: what comes meanwhile takes the first free place
		for (int i = MOST - 1; i >= 0; i--) {
			Kind kind = this.kinds.get(i);
			if (kind != null && kind != GONE && this.kinds.compareAndSet(i, kind, null)) {
				told.counted(kind.fingerprint, kind.count.kill());
			}
		}
		told.counted(null, this.others.reset());
	}

	/**
	 * Count no more.
	 * @param told has the last counts
	 */
	void end(Listener told) {
		for (int i = 0; i < MOST; i++) {
			Kind kind = this.kinds.getAndSet(i, GONE);
			if (kind != null) {
				told.counted(kind.fingerprint, kind.count.kill());
			}
		}
		told.counted(null, this.others.kill());
	}

	/**
	 * Has the counts.
	 */
	@FunctionalInterface
	interface Listener {

		void counted(@Nullable String fingerprint, long count);

	}

	private record Kind(String fingerprint, StormCount count) {
	}

}
