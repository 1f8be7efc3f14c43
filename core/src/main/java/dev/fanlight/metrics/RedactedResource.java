package dev.fanlight.metrics;

import java.util.Map;
import java.util.TreeMap;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;

/**
 * What describes the service, without its secrets.
 */
public final class RedactedResource {

	private RedactedResource() {
	}

	/**
	 * Redacts resource attributes.
	 * @param attributes names and values
	 * @param redactor what decides
	 * @return a sorted copy without what the policy drops
	 */
	public static Map<String, String> of(Map<?, ?> attributes, Redactor redactor) {
		Map<String, String> redacted = new TreeMap<>();
		attributes.forEach((key, value) -> {
			String safe = redactor.redact(String.valueOf(key), String.valueOf(value), Exit.METRIC);
			if (safe != Redactor.DROPPED) {
				redacted.put(String.valueOf(key), safe);
			}
		});
		return redacted;
	}

}
