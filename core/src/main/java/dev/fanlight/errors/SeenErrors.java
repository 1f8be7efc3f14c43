package dev.fanlight.errors;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the last {@value #MOST} errors by the identity of their root cause, so that
 * one that is logged, wrapped, thrown on and answered is one. Holds none of them. Not
 * thread-safe.
 */
final class SeenErrors {

	static final int MOST = 256;

	private final @Nullable Seen[] ring = new @Nullable Seen[MOST];

	private int next;

	/**
	 * Find an error.
	 * @param root its root cause
	 * @param scope where it was thrown, which counts for one that may be thrown many
	 * times
	 * @return what is known, or {@code null}
	 */
	@Nullable Seen find(Throwable root, Object scope) {
		for (int i = 1; i <= MOST; i++) {
			// The latest is nearest
			Seen seen = this.ring[(this.next - i + MOST) % MOST];
			if (seen == null) {
				return null;
			}
			if (seen.refersTo(root) && (seen.scope == null || seen.scope.equals(scope))) {
				return seen;
			}
		}
		return null;
	}

	Seen add(Throwable root, @Nullable Object scope, String fingerprint) {
		Seen seen = new Seen(root, scope, fingerprint);
		this.ring[this.next] = seen;
		this.next = (this.next + 1) % MOST;
		return seen;
	}

	static final class Seen extends WeakReference<Throwable> {

		private final @Nullable Object scope;

		private String fingerprint;

		private boolean counted;

		private Seen(Throwable root, @Nullable Object scope, String fingerprint) {
			super(root);
			this.scope = scope;
			this.fingerprint = fingerprint;
		}

		String fingerprint() {
			return this.fingerprint;
		}

		boolean isCounted() {
			return this.counted;
		}

		/** Belong to another group, which has counted this failure already. */
		void follow(String fingerprint) {
			this.fingerprint = fingerprint;
			this.counted = true;
		}

		/** Whether this is the first call. */
		boolean count() {
			boolean first = !this.counted;
			this.counted = true;
			return first;
		}

	}

}
