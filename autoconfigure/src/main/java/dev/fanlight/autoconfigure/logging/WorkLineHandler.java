package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import dev.fanlight.autoconfigure.ThrownError;
import dev.fanlight.logging.CanonicalField;
import dev.fanlight.logging.CanonicalLine;
import dev.fanlight.logging.CanonicalLogger;
import dev.fanlight.logging.MdcKey;
import dev.fanlight.logging.RequestIds;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.ReceiverContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Writes the line about an outgoing call, a job or a message when its observation ends,
 * and one when it begins. What goes wrong costs the line.
 */
final class WorkLineHandler implements ObservationHandler<Observation.Context> {

	private static final Log logger = LogFactory.getLog(WorkLineHandler.class);

	private final CanonicalLogger lines;

	private final Predicate<Observation.Context> supports;

	private final Description description;

	private final ObservationTraces traces;

	private final @Nullable String requestIdHeader;

	private final boolean started;

	private final WorkLevels levels;

	private final long slow;

	private volatile boolean warned;

	WorkLineHandler(CanonicalLogger lines, Predicate<Observation.Context> supports, Description description,
			ObservationTraces traces, @Nullable String requestIdHeader, CanonicalWorkProperties properties) {
		this.lines = lines;
		this.supports = supports;
		this.description = description;
		this.traces = traces;
		this.requestIdHeader = requestIdHeader;
		this.started = properties.started();
		this.levels = new WorkLevels(description, properties);
		this.slow = properties.slowThreshold().toNanos();
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.supports.test(context);
	}

	@Override
	public void onStart(Observation.Context context) {
		context.put(WorkLineHandler.class, System.nanoTime());
		if (this.started) {
			try {
				begun(context);
			}
			catch (RuntimeException ex) {
				complain(ex);
			}
		}
	}

	@Override
	public void onStop(Observation.Context context) {
		Long start = context.get(WorkLineHandler.class);
		if (start == null) {
			return;
		}
		try {
			ended(context, System.nanoTime() - start);
		}
		catch (RuntimeException ex) {
			complain(ex);
		}
	}

	private void begun(Observation.Context context) {
		Level level = this.levels.of(context).usual();
		if (level == null || !this.lines.isEnabled(level)) {
			return;
		}
		CanonicalLine line = new CanonicalLine(
				this.description.subject(context, this.lines::shortened) + this.description.begun());
		this.description.describe(context, line);
		// Taken up inside the scope of the observation, which is not open yet
		String id = (context instanceof ReceiverContext<?> receiver && MDC.get(MdcKey.REQUEST_ID) == null)
				? requestId(receiver) : null;
		this.traces.write(this.lines, level, line, context, id);
	}

	private <C> @Nullable String requestId(ReceiverContext<C> receiver) {
		C carrier = receiver.getCarrier();
		return (this.requestIdHeader != null && carrier != null)
				? RequestIds.accept(receiver.getGetter().get(carrier, this.requestIdHeader)) : null;
	}

	private void ended(Observation.Context context, long nanos) {
		WorkLevels.Levels levels = this.levels.of(context);
		if (levels.failed() == null) {
			return;
		}
		String failure = this.description.failure(context);
		Level level = (failure != null) ? levels.failed() : levels.usual();
		if (level == null || !this.lines.isEnabled(level)) {
			return;
		}
		long duration = TimeUnit.NANOSECONDS.toMillis(nanos);
		CanonicalLine line = new CanonicalLine(this.description.subject(context, this.lines::shortened)
				+ this.description.ended(context) + " in " + duration + " ms")
			.with(CanonicalField.DURATION, duration);
		this.description.describe(context, line);
		line.with(CanonicalField.ERROR_TYPE, failure);
		if (nanos >= this.slow) {
			line.slow();
		}
		Runnable close = MessageContext.open(context);
		try {
			this.traces.write(this.lines, level, line, context);
		}
		finally {
			close.run();
		}
	}

	private void complain(RuntimeException ex) {
		if (!this.warned) {
			this.warned = true;
			logger.warn("The line about a call, job or message could not be written; this is said once", ex);
		}
	}

	/**
	 * What there is to say about one kind of work.
	 */
	interface Description {

		/** What tells names apart, together with the second part. */
		@Nullable String first(Observation.Context context);

		@Nullable String second(Observation.Context context);

		/** The names by which settings may call it: those in its line. */
		List<String> names(Observation.Context context);

		/** The beginning of the message. */
		String subject(Observation.Context context, UnaryOperator<String> shortened);

		/** How the message of the line at the beginning goes on. */
		default String begun() {
			return " started";
		}

		/** How the message of the line at the end goes on. */
		String ended(Observation.Context context);

		void describe(Observation.Context context, CanonicalLine line);

		/** The type of the error of what failed. */
		default @Nullable String failure(Observation.Context context) {
			Throwable error = ThrownError.of(context);
			return (error != null) ? error.getClass().getName() : null;
		}

	}

}
