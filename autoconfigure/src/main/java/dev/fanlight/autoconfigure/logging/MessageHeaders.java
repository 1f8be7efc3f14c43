package dev.fanlight.autoconfigure.logging;

import org.jspecify.annotations.Nullable;

/**
 * The headers of a received message as texts.
 */
interface MessageHeaders {

	Iterable<String> names();

	/**
	 * Look up a header.
	 * @param name its name
	 * @return its value, or {@code null} if it is not there or no text
	 */
	@Nullable String value(String name);

}
