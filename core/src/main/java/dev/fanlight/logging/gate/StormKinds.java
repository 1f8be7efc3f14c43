package dev.fanlight.logging.gate;

import java.util.concurrent.atomic.AtomicReference;
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

	/** Those of this interval, {@code null} where none may begin any more. */
	private final AtomicReference<@Nullable AtomicReferenceArray<@Nullable Kind>> kinds = new AtomicReference<>(
			new AtomicReferenceArray<>(MOST));

	private final StormCount others = new StormCount(0);

	/**
	 * Count one more.
	 * @param fingerprint its fingerprint, if it has one
	 * @return the count of its kind with it, negative if this was {@link #end ended}
	 */
	long increment(@Nullable String fingerprint) {
		AtomicReferenceArray<@Nullable Kind> kinds = this.kinds.get();
		for (int i = 0; kinds != null && fingerprint != null && i < MOST; i++) {
			Kind kind = kinds.get(i);
			if (kind == null) {
				kind = kinds.compareAndExchange(i, null, new Kind(fingerprint, new StormCount(1)));
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
		AtomicReferenceArray<@Nullable Kind> last = this.kinds.get();
		// A place given free by itself could be taken by a kind that has another
		if (last != null && this.kinds.compareAndSet(last, new AtomicReferenceArray<>(MOST))) {
			tell(last, told);
		}
		told.counted(null, this.others.reset());
	}

	/**
	 * Count no more.
	 * @param told has the last counts
	 */
	void end(Listener told) {
		AtomicReferenceArray<@Nullable Kind> last = this.kinds.getAndSet(null);
		if (last != null) {
			tell(last, told);
		}
		told.counted(null, this.others.kill());
	}

	private static void tell(AtomicReferenceArray<@Nullable Kind> kinds, Listener told) {
		for (int i = 0; i < MOST; i++) {
			Kind kind = kinds.getAndSet(i, GONE);
			if (kind != null) {
				told.counted(kind.fingerprint, kind.count.kill());
			}
		}
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
