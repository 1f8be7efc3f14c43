package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.autoconfigure.ThrownError;
import dev.fanlight.metrics.EntryKind;
import dev.fanlight.metrics.EntryOutcome;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the observations of one way in say about an entry, once they have their
 * final key-values.
 *
 * @param <C> the type of their contexts
 */
abstract class Entry<C extends Observation.Context> {

	/** The value for what has no name. */
	static final String UNKNOWN = "UNKNOWN";

	private final EntryKind kind;

	private final Class<C> type;

	Entry(EntryKind kind, Class<C> type) {
		this.kind = kind;
		this.type = type;
	}

	final EntryKind kind() {
		return this.kind;
	}

	boolean supports(Observation.Context context) {
		return this.type.isInstance(context);
	}

	/** What stands before the name, such as the method of a request. */
	@Nullable String verb(C context) {
		return null;
	}

	abstract String name(C context);

	EntryOutcome outcome(C context) {
		return EntryOutcome.of(thrown(context));
	}

	@Nullable Throwable thrown(C context) {
		return ThrownError.of(context);
	}

	/** Simple name of the class of what was thrown, if the service is at fault. */
	@Nullable String error(C context) {
		Throwable error = thrown(context);
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
