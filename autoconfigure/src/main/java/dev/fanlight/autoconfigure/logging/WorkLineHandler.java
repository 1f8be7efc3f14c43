package dev.fanlight.autoconfigure.logging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import dev.fanlight.autoconfigure.ThrownError;
import dev.fanlight.logging.CanonicalField;
import dev.fanlight.logging.CanonicalLine;
import dev.fanlight.logging.CanonicalLogger;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

import org.springframework.boot.logging.LogLevel;

/**
 * Writes the line about an outgoing call, a job or a message when its observation ends.
 * What goes wrong costs the line.
 */
final class WorkLineHandler implements ObservationHandler<Observation.Context> {

	private static final Log logger = LogFactory.getLog(WorkLineHandler.class);

	private final CanonicalLogger lines;

	private final Predicate<Observation.Context> supports;

	private final Description description;

	private final ObservationTraces traces;

	private final @Nullable Level level;

	private final @Nullable Level failed;

	private final long slow;

	private volatile boolean warned;

	WorkLineHandler(CanonicalLogger lines, Predicate<Observation.Context> supports, Description description,
			ObservationTraces traces, LogLevel level, Duration slow) {
		this.lines = lines;
		this.supports = supports;
		this.description = description;
		this.traces = traces;
		this.level = RequestLevels.slf4j(level);
		this.failed = RequestLevels.ofFailure(level);
		this.slow = slow.toNanos();
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return this.supports.test(context);
	}

	@Override
	public void onStart(Observation.Context context) {
		context.put(WorkLineHandler.class, System.nanoTime());
	}

	@Override
	public void onStop(Observation.Context context) {
		Long start = context.get(WorkLineHandler.class);
		if (start == null) {
			return;
		}
		try {
			write(context, System.nanoTime() - start);
		}
		catch (RuntimeException ex) {
			if (!this.warned) {
				this.warned = true;
				logger.warn("The line about a call, job or message could not be written; this is said once", ex);
			}
		}
	}

	private void write(Observation.Context context, long nanos) {
		String failure = this.description.failure(context);
		Level level = (failure != null) ? this.failed : this.level;
		if (level == null || !this.lines.isEnabled(level)) {
			return;
		}
		long duration = TimeUnit.NANOSECONDS.toMillis(nanos);
		CanonicalLine line = new CanonicalLine(
				this.description.of(context, this.lines::shortened) + " in " + duration + " ms")
			.with(CanonicalField.DURATION, duration);
		this.description.describe(context, line);
		line.with(CanonicalField.ERROR_TYPE, failure);
		if (nanos >= this.slow) {
			line.slow();
		}
		this.traces.write(this.lines, level, line, context);
	}

	/**
	 * What there is to say about one kind of work.
	 */
	interface Description {

		/** The beginning of the message. */
		String of(Observation.Context context, UnaryOperator<String> shortened);

		void describe(Observation.Context context, CanonicalLine line);

		/** The type of the error of what failed. */
		default @Nullable String failure(Observation.Context context) {
			Throwable error = ThrownError.of(context);
			return (error != null) ? error.getClass().getName() : null;
		}

	}

}
