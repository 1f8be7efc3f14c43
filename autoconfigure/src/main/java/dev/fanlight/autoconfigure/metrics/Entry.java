package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.metrics.EntryKind;
import dev.fanlight.metrics.EntryOutcome;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the observations of one way in say about an entry. All but
 * {@link #supports(Observation.Context)} are asked once the observation has its final
 * key-values.
 */
interface Entry {

	/** The value for what has no name. */
	String UNKNOWN = "UNKNOWN";

	EntryKind kind();

	boolean supports(Observation.Context context);

	/** What stands before the name, such as the method of a request. */
	default @Nullable String verb(Observation.Context context) {
		return null;
	}

	String name(Observation.Context context);

	default EntryOutcome outcome(Observation.Context context) {
		return EntryOutcome.of(context.getError());
	}

	/** Simple name of the class of what was thrown, if the service is at fault. */
	default @Nullable String error(Observation.Context context) {
		Throwable error = context.getError();
		return (error != null) ? error.getClass().getSimpleName() : null;
	}

	static String value(Observation.Context context, String... keys) {
		for (String key : keys) {
			KeyValue value = context.getLowCardinalityKeyValue(key);
			if (value != null) {
				return value.getValue();
			}
		}
		return UNKNOWN;
	}

}
