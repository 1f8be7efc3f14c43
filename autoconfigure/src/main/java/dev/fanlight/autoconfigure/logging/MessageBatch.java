package dev.fanlight.autoconfigure.logging;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Messages that a listener is given at once.
 *
 * @param system what brought them, in the words of OpenTelemetry
 * @param destinations where they waited
 * @param size how many there are
 * @param headers the headers of each
 */
record MessageBatch(String system, Set<String> destinations, int size, Iterable<MessageHeaders> headers) {

	String destination() {
		return (this.destinations.size() == 1) ? this.destinations.iterator().next() : "several";
	}

	/**
	 * What all messages have in common.
	 * @param name the name of a header
	 * @return its value, {@code null} unless every message has it and the same
	 */
	@Nullable String common(String name) {
		String result = null;
		for (MessageHeaders message : this.headers) {
			String value = message.value(name);
			if (value == null || (result != null && !value.equals(result))) {
				return null;
			}
			result = value;
		}
		return result;
	}

}
