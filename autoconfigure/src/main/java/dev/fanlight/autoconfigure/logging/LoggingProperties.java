package dev.fanlight.autoconfigure.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the log lines.
 *
 * @param enabled Whether Fanlight shapes and correlates log lines.
 * @param format Shape of a line on console and in files. A format of
 * logging.structured.format.* wins.
 * @param requestId Settings of the request id.
 */
@ConfigurationProperties("fanlight.logging")
public record LoggingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("json") Format format,
		@DefaultValue RequestId requestId) {

	/**
	 * Shape of a log line.
	 */
	public enum Format {

		/** One JSON object of the log schema. */
		JSON,

		/** Boot's text line, for people at a terminal. */
		TEXT

	}

	/**
	 * Settings of the request id.
	 *
	 * @param enabled Whether every request gets an id, in its log lines and in its
	 * response.
	 * @param header Header that brings the id and takes it back. An id of at most 128
	 * characters out of letters, digits and .-_:+/= is accepted.
	 */
	public record RequestId(@DefaultValue("true") boolean enabled, @DefaultValue("X-Request-ID") String header) {
	}

}
