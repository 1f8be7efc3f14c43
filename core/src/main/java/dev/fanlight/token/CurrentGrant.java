package dev.fanlight.token;

import org.jspecify.annotations.Nullable;

/**
 * The grant of the request that runs on this thread. The wiring binds it and carries it
 * to other threads with context propagation, under {@link #KEY}.
 */
public final class CurrentGrant {

	/** Key of the grant in servlet request attributes, Reactor contexts and snapshots. */
	public static final String KEY = "fanlight.grant";

	private static final ThreadLocal<@Nullable Grant> CURRENT = new ThreadLocal<>();

	private CurrentGrant() {
	}

	/**
	 * The grant of this thread.
	 * @return the grant, {@link Grant#NONE} if nothing was granted
	 */
	public static Grant get() {
		Grant grant = CURRENT.get();
		return (grant != null) ? grant : Grant.NONE;
	}

	/**
	 * Bind a grant to this thread.
	 * @param grant the grant; {@link Grant#NONE} unbinds
	 */
	public static void set(Grant grant) {
		// Not removed: the next look would only create an entry again
		CURRENT.set((grant != Grant.NONE) ? grant : null);
	}

	/**
	 * Unbind whatever is bound to this thread.
	 */
	public static void clear() {
		CURRENT.set(null);
	}

}
