package dev.fanlight.tracing.tail;

/**
 * Where decided spans go. Called without any lock held.
 *
 * @param <S> what stands for a span
 */
interface Outlet<S> {

	/**
	 * Hand on a span that is kept.
	 * @param span the span
	 * @param reason why its trace was kept
	 */
	void keep(S span, KeepReason reason);

	/**
	 * See a span for the last time. Not called unless {@link #wantsDropped()}.
	 * @param span the span
	 */
	void drop(S span);

	/**
	 * Whether anybody wants to see dropped spans.
	 * @return whether {@link #drop} is called
	 */
	boolean wantsDropped();

}
