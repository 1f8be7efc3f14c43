package dev.fanlight.autoconfigure.errors;

import dev.fanlight.autoconfigure.AsyncWork;
import dev.fanlight.autoconfigure.WorkIds;
import dev.fanlight.errors.Edge;
import dev.fanlight.errors.ErrorInbox;
import dev.fanlight.errors.Sighting;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ClassUtils;

/**
 * Takes the errors of requests, jobs, messages and asynchronous methods that nobody waits
 * for when they end: those that the metrics call errors too. A client's fault is none,
 * nor is a client that hung up.
 */
final class FailedObservations implements ObservationHandler<Observation.Context> {

	private final ErrorInbox inbox;

	private final WorkIds.Source ids;

	FailedObservations(ErrorInbox inbox, WorkIds.Source ids) {
		this.inbox = inbox;
		this.ids = ids;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ReceiverContext || context instanceof ScheduledTaskObservationContext
				|| (context instanceof AsyncWork work && !work.hasCaller());
	}

	@Override
	public void onStop(Observation.Context context) {
		Throwable error = context.getError();
		if (error == null) {
			return;
		}
		Edge edge = edge(context);
		if (edge == Edge.REQUEST && isOfTheClient(context)) {
			return;
		}
		WorkIds work = this.ids.of(context);
		this.inbox.record(new Sighting(error, edge, route(context, edge), work.traceId(), work.requestId()));
	}

	private static Edge edge(Observation.Context context) {
		if (context instanceof ScheduledTaskObservationContext) {
			return Edge.SCHEDULED;
		}
		if (context instanceof AsyncWork) {
			return Edge.ASYNC;
		}
		return (context instanceof ReceiverContext<?> receiver && receiver.getKind() == Kind.CONSUMER) ? Edge.MESSAGE
				: Edge.REQUEST;
	}

	private static boolean isOfTheClient(Observation.Context context) {
		String status = value(context, "status", "http.response.status_code");
		return "CLIENT_ABORTED".equals(value(context, "outcome", "outcome"))
				|| (status != null && status.startsWith("4"));
	}

	private static @Nullable String route(Observation.Context context, Edge edge) {
		if (context instanceof ScheduledTaskObservationContext job) {
			return ClassUtils.getUserClass(job.getTargetClass()).getSimpleName() + '.' + job.getMethod().getName();
		}
		if (context instanceof AsyncWork work) {
			return work.methodName();
		}
		return (edge == Edge.REQUEST) ? value(context, "uri", "http.route") : context.getContextualName();
	}

	private static @Nullable String value(Observation.Context context, String spring, String openTelemetry) {
		KeyValue value = context.getLowCardinalityKeyValue(spring);
		value = (value != null) ? value : context.getLowCardinalityKeyValue(openTelemetry);
		return (value != null) ? value.getValue() : null;
	}

}
