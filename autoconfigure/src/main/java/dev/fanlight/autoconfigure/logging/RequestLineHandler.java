package dev.fanlight.autoconfigure.logging;

import java.util.function.Function;
import java.util.function.Predicate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has a line written when the observation of a request ends, and one when it begins. What
 * goes wrong costs the line.
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
		context.put(Start.class, new Start());
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		Start start = this.lines.announcesStart() ? context.get(Start.class) : null;
		if (start != null && !start.announced) {
			start.announced = true;
			guarded(context, (request) -> this.lines.started(context, request));
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		Start start = context.get(Start.class);
		if (start != null) {
			long nanos = System.nanoTime() - start.nanos;
			guarded(context, (request) -> this.lines.completed(context, request, nanos));
		}
	}

	private void guarded(Observation.Context context, java.util.function.Consumer<ObservedRequest> line) {
		try {
			ObservedRequest observed = this.request.apply(context);
			if (observed != null) {
				line.accept(observed);
			}
		}
		catch (RuntimeException ex) {
			if (!this.warned) {
				this.warned = true;
				logger.warn("The line about a request could not be written; this is said once", ex);
			}
		}
	}

	private static final class Start {

		private final long nanos = System.nanoTime();

		private volatile boolean announced;

	}

}
