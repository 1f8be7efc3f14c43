package dev.fanlight.tracing.tail;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the trace of an observation as soon as it fails. Its span would say so only after
 * the meter was recorded, too late for an exemplar.
 */
public final class KeepFailedObservations implements ObservationHandler<Observation.Context> {

	private final TraceKeeper keeper;

	/**
	 * Create a handler.
	 * @param keeper what keeps
	 */
	public KeepFailedObservations(TraceKeeper keeper) {
		this.keeper = keeper;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	@Override
	public void onError(Observation.Context context) {
		mark(context, KeepReason.ERROR);
	}

	@Override
	public void onStop(Observation.Context context) {
		if (isServerError(context.getLowCardinalityKeyValue("status"))
				|| isServerError(context.getLowCardinalityKeyValue("http.response.status_code"))) {
			mark(context, KeepReason.SERVER_ERROR);
		}
	}

	private void mark(Observation.Context context, KeepReason reason) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		if (span != null && !Boolean.TRUE.equals(span.context().sampled())) {
			this.keeper.mark(span.context().traceId(), reason);
		}
	}

	private static boolean isServerError(@Nullable KeyValue status) {
		return status != null && Evidence.isServerError(status.getValue());
	}

}
