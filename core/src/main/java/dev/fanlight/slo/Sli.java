package dev.fanlight.slo;

import java.util.Locale;

/**
 * What an objective promises.
 */
public enum Sli {

	/** That requests do not fail. */
	AVAILABILITY,

	/** That requests which do not fail are fast enough. */
	LATENCY;

	private final String label = name().toLowerCase(Locale.ROOT);

	/**
	 * The value of the label {@code sli}.
	 * @return the name in lower case
	 */
	public String label() {
		return this.label;
	}

}
