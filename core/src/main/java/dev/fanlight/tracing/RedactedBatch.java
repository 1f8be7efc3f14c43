package dev.fanlight.tracing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Redacts what is exported together; a clean batch passes by identity.
 */
final class RedactedBatch {

	private RedactedBatch() {
	}

	static <T> Collection<T> of(Collection<T> batch, UnaryOperator<T> redaction) {
		List<T> copy = null;
		int i = 0;
		for (T item : batch) {
			T redacted = redaction.apply(item);
			if (redacted != item) {
				copy = (copy == null) ? new ArrayList<>(batch) : copy;
				copy.set(i, redacted);
			}
			i++;
		}
		return (copy != null) ? copy : batch;
	}

}
