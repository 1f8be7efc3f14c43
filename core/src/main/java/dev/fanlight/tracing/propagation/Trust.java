package dev.fanlight.tracing.propagation;

import java.util.Locale;

/**
 * How far a caller's trace headers are believed.
 */
public enum Trust {

	/** The trace goes on, with the caller's decision and baggage. */
	TRUST,

	/** The trace id is kept; whether the trace is taken is decided here. No baggage. */
	KEEP_ID,

	/** A new trace begins, linked to the caller's span. No baggage. */
	LINK,

	/** A new trace begins. No baggage. */
	IGNORE;

	/**
	 * As the setting has it.
	 * @return lower-case words joined by hyphens
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
