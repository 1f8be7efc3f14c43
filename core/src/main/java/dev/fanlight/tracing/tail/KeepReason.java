package dev.fanlight.tracing.tail;

import java.util.Locale;

/**
 * Why a trace was kept that the head did not take. The first thing seen counts.
 */
public enum KeepReason {

	/** A span ended with status error. */
	ERROR,

	/** There was an exception, and nothing failed. */
	EXCEPTION,

	/** A server or client span has an HTTP status from 500. */
	SERVER_ERROR,

	/** A line of level ERROR was logged inside the trace. */
	ERROR_LOG,

	/** The local root took at least as long as the fixed threshold. */
	SLOW,

	/** The local root took longer than the percentile of its route. */
	SLOW_FOR_ROUTE;

	private final String value = name().toLowerCase(Locale.ROOT);

	/**
	 * How attributes and meters call it.
	 * @return the name in lower case
	 */
	public String value() {
		return this.value;
	}

	boolean isFailure() {
		return this != SLOW && this != SLOW_FOR_ROUTE;
	}

}
