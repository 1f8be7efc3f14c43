package dev.fanlight.autoconfigure.redaction;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Redacts what endpoints are about to show of a property.
 *
 * @param redactor what decides
 */
record RedactSanitizingFunction(Redactor redactor) implements SanitizingFunction {

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object redacted = this.redactor.redactValue(data.getKey(), data.getValue(), Exit.ACTUATOR);
		return (redacted != data.getValue()) ? data.withValue(redacted) : data;
	}

}
