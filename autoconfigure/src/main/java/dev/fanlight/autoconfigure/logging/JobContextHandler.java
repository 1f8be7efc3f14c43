package dev.fanlight.autoconfigure.logging;

import java.util.List;

import dev.fanlight.logging.FailedWork;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.slf4j.MDC;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Takes off the thread what a job of the application put into the MDC. Comes first of all
 * handlers, which is last when a job ends: its line and its held lines have it. Spring
 * logs what a job threw after that; this line has the trace.
 */
final class JobContextHandler implements ObservationHandler<ScheduledTaskObservationContext> {

	private final List<String> owned;

	private final ObservationTraces traces;

	JobContextHandler(List<String> owned, ObservationTraces traces) {
		this.owned = owned;
		this.traces = traces;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ScheduledTaskObservationContext;
	}

	@Override
	public void onStart(ScheduledTaskObservationContext context) {
		FailedWork.forget();
	}

	@Override
	public void onStop(ScheduledTaskObservationContext context) {
		this.owned.forEach(MDC::remove);
		Throwable error = context.getError();
		if (error != null) {
			FailedWork.ended(error, () -> this.traces.open(context));
		}
	}

}
