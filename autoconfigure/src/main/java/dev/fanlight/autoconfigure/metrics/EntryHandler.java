package dev.fanlight.autoconfigure.metrics;

import java.util.List;

import dev.fanlight.metrics.EntryOutcome;
import dev.fanlight.metrics.EntryTimers;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Measures all work that comes into the service, from the observations of its ways in.
 * What goes wrong costs the measurement.
 */
final class EntryHandler implements MeterObservationHandler<Observation.Context> {

	private static final Log logger = LogFactory.getLog(EntryHandler.class);

	private final EntryTimers timers;

	private final List<? extends Entry<?>> entries;

	private volatile boolean warned;

	EntryHandler(EntryTimers timers, List<? extends Entry<?>> entries) {
		this.timers = timers;
		this.entries = entries;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return find(context) != null;
	}

	@Override
	public void onStart(Observation.Context context) {
		context.put(EntryHandler.class, System.nanoTime());
	}

	@Override
	public void onStop(Observation.Context context) {
		Entry<Observation.Context> entry = find(context);
		Long start = context.get(EntryHandler.class);
		if (entry == null || start == null) {
			return;
		}
		long nanos = System.nanoTime() - start;
		try {
			EntryOutcome outcome = entry.outcome(context);
			this.timers.record(entry.kind(), entry.verb(context), entry.name(context), outcome,
					outcome.isFault() ? entry.error(context) : null, nanos);
		}
		catch (RuntimeException ex) {
			if (!this.warned) {
				this.warned = true;
				logger.warn("An entry could not be measured; this is said once", ex);
			}
		}
	}

	@SuppressWarnings("unchecked")
	private @Nullable Entry<Observation.Context> find(Observation.Context context) {
		for (Entry<?> entry : this.entries) {
			if (entry.supports(context)) {
				return (Entry<Observation.Context>) entry;
			}
		}
		return null;
	}

}
