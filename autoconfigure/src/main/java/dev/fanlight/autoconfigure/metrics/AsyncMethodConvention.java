package dev.fanlight.autoconfigure.metrics;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Says of asynchronous methods what Spring says of scheduled ones.
 */
final class AsyncMethodConvention implements ObservationConvention<AsyncMethodContext> {

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof AsyncMethodContext;
	}

	@Override
	public String getName() {
		return "tasks.async.execution";
	}

	@Override
	public String getContextualName(AsyncMethodContext context) {
		return "task " + context.methodName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(AsyncMethodContext context) {
		Throwable error = context.getError();
		return KeyValues.of("code.function", context.method().getName(), "code.namespace", context.type().getName(),
				"exception", (error != null) ? error.getClass().getSimpleName() : "none", "outcome",
				(error != null) ? "ERROR" : context.isComplete() ? "SUCCESS" : "UNKNOWN");
	}

}
