package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the log lines.
 *
 * @param enabled Whether Fanlight shapes and correlates log lines.
 * @param format Shape of a line on console and in files. A format of
 * logging.structured.format.* wins.
 * @param requestId Settings of the request id.
 * @param context Further MDC keys that every line of a request carries, each with its
 * source: user, client-ip, header:NAME, path:VARIABLE, baggage:NAME, or mdc for what the
 * application puts there itself. At most 16 keys and 256 characters a value.
 * @param responseHeaders Headers that tell the caller of a request its trace.
 * @param errorResponses Settings of error responses.
 */
@ConfigurationProperties("fanlight.logging")
public record LoggingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("json") Format format,
		@DefaultValue RequestId requestId, @DefaultValue Map<String, String> context,
		@DefaultValue List<TraceHeader> responseHeaders, @DefaultValue ErrorResponses errorResponses) {

	/** Response headers that tell the caller the ids of its request. */
	List<String> idHeaders() {
		return Stream
			.concat(Stream.ofNullable(this.requestId.headerIfEnabled()),
					this.responseHeaders.stream().map(TraceHeader::header))
			.toList();
	}

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
	 * @param header Header that brings the id, takes it back and sends it on. An id of at
	 * most 128 characters out of letters, digits and .-_:+/= is accepted.
	 * @param propagate Whether outgoing calls of RestClient, RestTemplate, WebClient and
	 * HTTP interfaces carry the id, to whatever host.
	 */
	public record RequestId(@DefaultValue("true") boolean enabled, @DefaultValue("X-Request-ID") String header,
			@DefaultValue("true") boolean propagate) {

		@Nullable String headerIfEnabled() {
			return this.enabled ? this.header : null;
		}

	}

	/**
	 * Settings of error responses.
	 *
	 * @param enabled Whether problem details and Boot's error attributes name the trace
	 * as traceId and the request as requestId.
	 */
	public record ErrorResponses(@DefaultValue("true") boolean enabled) {
	}

}
