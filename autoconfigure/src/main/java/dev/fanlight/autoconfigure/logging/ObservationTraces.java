package dev.fanlight.autoconfigure.logging;

import java.util.function.Function;

import dev.fanlight.logging.CanonicalLine;
import dev.fanlight.logging.CanonicalLogger;
import dev.fanlight.logging.MdcKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.event.Level;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Finds the trace behind the observation of a request, job or message, also after its
 * scope was closed. There may be no tracing at all.
 */
interface ObservationTraces extends Function<Object, Runnable> {

	/** For applications without tracing. */
	ObservationTraces NONE = new ObservationTraces() {

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

	static ObservationTraces from(ObjectProvider<ObservationTraces> traces) {
		return traces.getIfAvailable(() -> NONE);
	}

	/**
	 * Make the span of an observation current, whether it has ended or not.
	 * @param observation the observation's context
	 * @return makes the span before current again
	 */
	Runnable open(Object observation);

	@Override
	default Runnable apply(Object observation) {
		return open(observation);
	}

	/**
	 * The ids of an observation.
	 * @param observation the observation's context
	 * @return the ids, or {@code null} without a span
	 */
	@Nullable TraceIds ids(Object observation);

	/**
	 * Tell a line its trace, if that is all it needs of it: there may be none, or more
	 * that only {@link #open} brings.
	 * @param observation the observation's context
	 * @param line the line
	 */
	default void tell(Object observation, CanonicalLine line) {
	}

	/**
	 * Write a line as one of an observation.
	 * @param logger the logger
	 * @param level the level
	 * @param line the line
	 * @param observation the observation's context
	 */
	default void write(CanonicalLogger logger, Level level, CanonicalLine line, Object observation) {
		tell(observation, line);
		logger.write(level, line, this, observation);
	}

	/**
	 * Write a line as one of an observation, with a request id that is not in the MDC.
	 * @param logger the logger
	 * @param level the level
	 * @param line the line
	 * @param observation the observation's context
	 * @param requestId the id, {@code null} to leave the MDC as it is
	 */
	default void write(CanonicalLogger logger, Level level, CanonicalLine line, Object observation,
			@Nullable String requestId) {
		if (requestId == null) {
			write(logger, level, line, observation);
			return;
		}
		MDC.put(MdcKey.REQUEST_ID, requestId);
		try {
			write(logger, level, line, observation);
		}
		finally {
			MDC.remove(MdcKey.REQUEST_ID);
		}
	}

}
