package dev.fanlight.autoconfigure.alerting;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.RequestReplyReceiverContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the trace of a request that the service failed.
 */
final class FailedTraceHandler implements ObservationHandler<Observation.Context> {

	private final FailedTraces traces;

	FailedTraceHandler(FailedTraces traces) {
		this.traces = traces;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof RequestReplyReceiverContext;
	}

	@Override
	public void onStop(Observation.Context context) {
		if (!isFault(context)) {
			return;
		}
		TracingContext tracing = context.get(TracingContext.class);
		if (tracing != null && tracing.getSpan() != null) {
			this.traces.add(value(context, "method", "http.request.method") + " " + value(context, "uri", "http.route"),
					tracing.getSpan().context().traceId());
		}
	}

	private static boolean isFault(Observation.Context context) {
		String outcome = value(context, "outcome", "outcome");
		if (outcome != null) {
			return outcome.equals("SERVER_ERROR") || outcome.equals("TIMEOUT");
		}
		String status = value(context, "status", "http.response.status_code");
		return status != null && status.startsWith("5");
	}

	private static @Nullable String value(Observation.Context context, String spring, String openTelemetry) {
		KeyValue value = context.getLowCardinalityKeyValue(spring);
		value = (value != null) ? value : context.getLowCardinalityKeyValue(openTelemetry);
		return (value != null) ? value.getValue() : null;
	}

}
