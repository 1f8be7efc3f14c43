package dev.fanlight.slo;

import java.util.Locale;

/**
 * What an alert asks for.
 */
enum Severity {

	/** Somebody looks at once, at night too. */
	PAGE,

	/** Somebody looks in working hours. */
	TICKET;

	private final String label = name().toLowerCase(Locale.ROOT);

	String label() {
		return this.label;
	}

}
