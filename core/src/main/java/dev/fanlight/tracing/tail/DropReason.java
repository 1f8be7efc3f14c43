package dev.fanlight.tracing.tail;

import java.util.Locale;

/**
 * Why a single span did not share the fate of its trace.
 */
public enum DropReason {

	/** Its trace had as many spans as one trace may have. */
	TRACE_FULL,

	/**
	 * Its trace was decided and the verdict is not known any more, or was not to keep.
	 */
	LATE,

	/** The span processor behind failed. */
	PROCESSOR;

	private final String value = name().toLowerCase(Locale.ROOT);

	/**
	 * How meters call it.
	 * @return the name in lower case
	 */
	public String value() {
		return this.value;
	}

}
