package dev.fanlight.alerting;

import java.util.Locale;

/**
 * Where an alert is in its life.
 */
public enum Phase {

	/** The condition is not met. */
	INACTIVE,

	/** It is met, but not for long enough, or too soon after the last time. */
	PENDING,

	/** It is due. */
	FIRING;

	/**
	 * How the endpoint calls it.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
