package dev.fanlight.autoconfigure.logging;

import java.util.Collection;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Response headers that tell a caller the trace of its request.
 */
public enum TraceHeader {

	/** {@code traceresponse} of W3C Trace Context, level 2. */
	TRACERESPONSE("traceresponse", "%s"),

	/** {@code Server-Timing}, which browsers hand to scripts. */
	SERVER_TIMING("Server-Timing", "traceparent;desc=\"%s\"");

	private final String header;

	private final String format;

	TraceHeader(String header, String format) {
		this.header = header;
		this.format = format;
	}

	String header() {
		return this.header;
	}

	/**
	 * Write headers of a response.
	 * @param headers which ones
	 * @param ids the trace, if there is one
	 * @param response takes name and value of each
	 */
	static void write(Collection<TraceHeader> headers, @Nullable TraceIds ids, BiConsumer<String, String> response) {
		if (ids != null) {
			headers.forEach((header) -> response.accept(header.header, header.format.formatted(ids.header())));
		}
	}

}
