package dev.fanlight.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The ids under which the work at hand is logged.
 *
 * @param traceId the trace, {@code null} outside of one
 * @param spanId the span, {@code null} outside of one
 * @param requestId the request, {@code null} outside of one
 */
public record WorkIds(@Nullable String traceId, @Nullable String spanId, @Nullable String requestId) {

	/** Of work that has none. */
	public static final WorkIds NONE = new WorkIds(null, null, null);

	/**
	 * A bean that finds the ids, where logging and what else names them meet.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Find the ids.
		 * @param observation the context of the observation of the work, also one that
		 * has ended; {@code null} for the work of this thread
		 * @return the ids
		 */
		WorkIds of(@Nullable Object observation);

	}

}
