package dev.fanlight.autoconfigure.logging;

import org.jspecify.annotations.Nullable;

/**
 * Finds the trace behind the observation of a request. There may be no tracing at all.
 */
interface RequestTraces {

	/** For applications without tracing. */
	RequestTraces NONE = new RequestTraces() {

		@Override
		public Runnable open(Object observation) {
			return () -> {
			};
		}

		@Override
		public @Nullable TraceIds ids(Object observation) {
			return null;
		}

	};

	/**
	 * Make the span of an observation current, whether it has ended or not.
	 * @param observation the observation's context
	 * @return makes the span before current again
	 */
	Runnable open(Object observation);

	/**
	 * The ids of an observation.
	 * @param observation the observation's context
	 * @return the ids, or {@code null} without a span
	 */
	@Nullable TraceIds ids(Object observation);

}
