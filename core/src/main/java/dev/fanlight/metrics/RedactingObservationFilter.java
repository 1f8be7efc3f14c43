package dev.fanlight.metrics;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationFilter;

/**
 * Redacts the key-values and the contextual name of an observation before any handler
 * sees it stop. What handlers read before, at start or at an event, is redacted by the
 * exits behind them. The error stays the exception it is.
 */
public final class RedactingObservationFilter implements ObservationFilter {

	private final Redactor redactor;

	/**
	 * Redacts observations.
	 * @param redactor what decides
	 */
	public RedactingObservationFilter(Redactor redactor) {
		this.redactor = redactor;
	}

	@Override
	public Context map(Context context) {
		String name = context.getContextualName();
		if (name != null) {
			String redacted = this.redactor.redact(name, Exit.SPAN);
			if (redacted != name) {
				context.setContextualName(redacted);
			}
		}
		for (KeyValue keyValue : context.getLowCardinalityKeyValues()) {
			String value = redact(keyValue, Exit.METRIC);
			if (value != keyValue.getValue()) {
				context.addLowCardinalityKeyValue(KeyValue.of(keyValue.getKey(), value));
			}
		}
		for (KeyValue keyValue : context.getHighCardinalityKeyValues()) {
			String value = redact(keyValue, Exit.SPAN);
			if (value == Redactor.DROPPED) {
				context.removeHighCardinalityKeyValue(keyValue.getKey());
			}
			else if (value != keyValue.getValue()) {
				context.addHighCardinalityKeyValue(KeyValue.of(keyValue.getKey(), value));
			}
		}
		return context;
	}

	private String redact(KeyValue keyValue, Exit exit) {
		return this.redactor.redact(keyValue.getKey(), keyValue.getValue(), RedactedKeys.exit(keyValue.getKey(), exit));
	}

}
