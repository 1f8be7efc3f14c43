package dev.fanlight.autoconfigure.logging;

/**
 * The trace of a request, to be told to its caller.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param sampled whether the trace is sampled
 */
record TraceIds(String traceId, String spanId, boolean sampled) {

	/**
	 * The form that {@code traceparent} and {@code traceresponse} share.
	 * @return the value of such a header, of version 00
	 */
	String header() {
		return "00-" + this.traceId + '-' + this.spanId + (this.sampled ? "-01" : "-00");
	}

}
