package dev.fanlight.logging;

import org.slf4j.event.KeyValuePair;

/**
 * The mark of a line that was held back and written later. It is a key-value, so that
 * every format shows it; the log schema lifts it out of {@link LogField#EXTRA}.
 */
public final class Replayed {

	/** The mark. It is told from a key-value of the same name by identity. */
	public static final KeyValuePair MARK = new KeyValuePair(LogField.REPLAYED.key(), true);

	private Replayed() {
	}

}
