package dev.fanlight.autoconfigure.logging;

import io.opentelemetry.api.baggage.Baggage;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Looks up an entry of the baggage that is current on the thread.
 */
@FunctionalInterface
interface Baggages {

	/** OpenTelemetry's where it is present. */
	Baggages CURRENT = ClassUtils.isPresent("io.opentelemetry.api.baggage.Baggage", null)
			? (name) -> Baggage.current().getEntryValue(name) : (name) -> null;

	/**
	 * Look up an entry.
	 * @param name the name of the entry
	 * @return the value, or {@code null}
	 */
	@Nullable String value(String name);

}
