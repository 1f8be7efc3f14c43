package dev.fanlight.tracing.delivery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Tells a batch that nobody would take from a receiver that takes nothing, a proxy or a
 * wrong port, by what happens to others: a batch is at fault when it is refused again
 * after another one was accepted. Remembers the latest 1,000 refused batches. Not
 * thread-safe.
 */
final class Refusals {

	private static final int MOST = 1000;

	/** Fingerprints, with the number of batches that had been accepted by then. */
	private final Map<Integer, Long> refused = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
			return size() > MOST;
		}

	};

	private long accepted;

	void accepted() {
		this.accepted++;
	}

	/**
	 * Note that a batch was refused.
	 * @param batch the batch
	 * @return whether it is to blame, rather than to be tried again behind the others
	 */
	boolean isItsFault(Batch batch) {
		int fingerprint = Objects.hash(batch.createdAt(), batch.items(), Arrays.hashCode(batch.body()));
		Long acceptedBefore = this.refused.putIfAbsent(fingerprint, this.accepted);
		if (acceptedBefore == null || this.accepted == acceptedBefore) {
			return false;
		}
		this.refused.remove(fingerprint);
		return true;
	}

}
