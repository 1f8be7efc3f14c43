package dev.fanlight.tracing;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Marks work that is not traffic, such as a probe or a scrape: nothing it causes is
 * observed, neither counted nor traced. The mark belongs to a thread and is carried to
 * others by context propagation through {@link #accessor()}.
 */
public final class NoTraffic {

	/** Key of the mark in Reactor contexts and snapshots. */
	public static final String KEY = "fanlight.no-traffic";

	private static final ThreadLocal<@Nullable Boolean> MARK = new ThreadLocal<>();

	private NoTraffic() {
	}

	/**
	 * Mark the current thread.
	 */
	public static void mark() {
		MARK.set(Boolean.TRUE);
	}

	/**
	 * Take the mark off the current thread.
	 */
	public static void clear() {
		MARK.remove();
	}

	/**
	 * Whether what runs on this thread is not traffic.
	 * @return whether the thread is marked
	 */
	public static boolean isMarked() {
		return MARK.get() != null;
	}

	/**
	 * Carries the mark across threads.
	 * @return the accessor, with the key {@value #KEY}
	 */
	public static ThreadLocalAccessor<Boolean> accessor() {
		return new Accessor();
	}

	private static final class Accessor implements ThreadLocalAccessor<Boolean> {

		@Override
		public Object key() {
			return KEY;
		}

		@Override
		public @Nullable Boolean getValue() {
			return MARK.get();
		}

		@Override
		public void setValue(Boolean value) {
			MARK.set(value);
		}

		@Override
		public void setValue() {
			MARK.remove();
		}

	}

}
