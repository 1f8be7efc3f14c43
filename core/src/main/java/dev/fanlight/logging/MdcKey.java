package dev.fanlight.logging;

/**
 * The keys under which correlation travels in the MDC, once.
 */
public final class MdcKey {

	/** Trace id, put there by Micrometer Tracing. */
	public static final String TRACE_ID = "traceId";

	/** Span id, put there by Micrometer Tracing. */
	public static final String SPAN_ID = "spanId";

	/** {@code true} or {@code false}: whether the trace is sampled. */
	public static final String TRACE_SAMPLED = "trace_sampled";

	/** Id of the request. */
	public static final String REQUEST_ID = "request_id";

	private MdcKey() {
	}

}
