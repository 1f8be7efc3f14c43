package dev.fanlight.test;

import java.time.Instant;
import java.util.Map;

import dev.fanlight.logging.MdcKey;

/**
 * A log line as an appender sees it, after redaction.
 *
 * @param timestamp when it was written
 * @param level {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}
 * @param logger name of the logger
 * @param thread name of the thread
 * @param message the formatted message
 * @param mdc the MDC
 * @param keyValues key-values of SLF4J's fluent interface
 * @param stackTrace the throwable with its causes, empty if there is none
 * @param json the whole line by the log schema
 */
public record CapturedLine(Instant timestamp, String level, String logger, String thread, String message,
		Map<String, String> mdc, Map<String, Object> keyValues, String stackTrace, String json) {

	/**
	 * The trace the line belongs to.
	 * @return 32 hex digits, empty if there is none
	 */
	public String traceId() {
		return this.mdc.getOrDefault(MdcKey.TRACE_ID, "");
	}

	/**
	 * The request the line belongs to.
	 * @return its id, empty if there is none
	 */
	public String requestId() {
		return this.mdc.getOrDefault(MdcKey.REQUEST_ID, "");
	}

}
