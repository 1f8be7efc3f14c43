package dev.fanlight.alerting;

import java.util.Locale;

/**
 * How urgent an alert is.
 */
public enum Severity {

	/** Somebody is woken up. */
	PAGE,

	/** Somebody looks at it in working hours. */
	TICKET,

	/** Nobody has to do anything. */
	INFO;

	private final String id = name().toLowerCase(Locale.ROOT);

	/**
	 * How messages and meters call it.
	 * @return the name in lower case
	 */
	public String id() {
		return this.id;
	}

}
