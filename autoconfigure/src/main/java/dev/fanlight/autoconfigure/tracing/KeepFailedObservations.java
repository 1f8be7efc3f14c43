package dev.fanlight.autoconfigure.tracing;

import dev.fanlight.autoconfigure.HandledException;
import dev.fanlight.tracing.tail.KeepReason;
import dev.fanlight.tracing.tail.TraceKeeper;
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
final class KeepFailedObservations implements ObservationHandler<Observation.Context> {

	private final TraceKeeper keeper;

	KeepFailedObservations(TraceKeeper keeper) {
		this.keeper = keeper;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	@Override
	public void onError(Observation.Context context) {
		String traceId = untaken(context);
		if (traceId != null) {
			this.keeper.mark(traceId, KeepReason.ERROR);
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		KeyValue spring = context.getLowCardinalityKeyValue("status");
		KeyValue status = (spring != null) ? spring : context.getLowCardinalityKeyValue("http.response.status_code");
		if (status != null) {
			String traceId = untaken(context);
			if (traceId != null) {
				this.keeper.answered(traceId, status.getValue());
				if (isHandled(context, status.getValue())) {
					this.keeper.mark(traceId, KeepReason.EXCEPTION);
				}
			}
		}
	}

	/** Whether an exception became an answer that tells nothing of it. */
	private static boolean isHandled(Observation.Context context, String status) {
		KeyValue outcome = context.getLowCardinalityKeyValue("outcome");
		HandledException handled = context.get(HandledException.class);
		return handled != null && status.compareTo("400") < 0 && !handled.isRefusal()
				&& (outcome == null || !outcome.getValue().equals("CLIENT_ABORTED"));
	}

	private static @Nullable String untaken(Observation.Context context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		return (span != null && !Boolean.TRUE.equals(span.context().sampled())) ? span.context().traceId() : null;
	}

}
