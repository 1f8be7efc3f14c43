package dev.fanlight.autoconfigure.logging;

import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.slf4j.MDC;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Takes off the thread what a job of the application put into the MDC. Comes first of all
 * handlers, which is last when a job ends: its line and its held lines have it.
 */
final class JobContextHandler implements ObservationHandler<ScheduledTaskObservationContext> {

	private final List<String> owned;

	JobContextHandler(List<String> owned) {
		this.owned = owned;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return !this.owned.isEmpty() && context instanceof ScheduledTaskObservationContext;
	}

	@Override
	public void onStop(ScheduledTaskObservationContext context) {
		this.owned.forEach(MDC::remove);
	}

}
