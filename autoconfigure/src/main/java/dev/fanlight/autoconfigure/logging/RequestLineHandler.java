package dev.fanlight.autoconfigure.logging;

import java.util.function.Function;
import java.util.function.Predicate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has a line written when the observation of a request ends, or when the page about an
 * error is made, which may be refused in turn; and one when it begins. What goes wrong
 * costs the line.
 */
final class RequestLineHandler implements ObservationHandler<Observation.Context> {

	private static final Log logger = LogFactory.getLog(RequestLineHandler.class);

	private final RequestLines lines;

	private final Predicate<Observation.Context> supports;

	private final Function<Observation.Context, @Nullable ObservedRequest> request;

	private volatile boolean warned;

	RequestLineHandler(RequestLines lines, Predicate<Observation.Context> supports,
			Function<Observation.Context, @Nullable ObservedRequest> request) {
		this.lines = lines;
		this.supports = supports;
		this.request = request;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.supports.test(context);
	}

	@Override
	public void onStart(Observation.Context context) {
		try {
			ObservedRequest observed = this.request.apply(context);
			if (observed != null) {
				context.put(ObservedRequest.class, observed);
			}
		}
		catch (RuntimeException ex) {
			complain(ex);
		}
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		ObservedRequest observed = this.lines.announcesStart() ? context.get(ObservedRequest.class) : null;
		if (observed == null || !observed.announce()) {
			return;
		}
		try {
			this.lines.started(context, observed);
		}
		catch (RuntimeException ex) {
			complain(ex);
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		ObservedRequest observed = context.get(ObservedRequest.class);
		if (observed != null && !(observed.isUndecided() && observed.whenDecided(() -> completed(context, observed)))) {
			completed(context, observed);
		}
	}

	private void completed(Observation.Context context, ObservedRequest observed) {
		try {
			this.lines.completed(context, observed);
		}
		catch (RuntimeException ex) {
			complain(ex);
		}
	}

	private void complain(RuntimeException ex) {
		if (!this.warned) {
			this.warned = true;
			logger.warn("The line about a request could not be written; this is said once", ex);
		}
	}

}
