package dev.fanlight.alerting;

/**
 * A condition that cannot be meant. The message says what to write instead.
 */
public final class ConditionException extends IllegalArgumentException {

	private final int position;

	ConditionException(String message, int position) {
		super(message);
		this.position = position;
	}

	/**
	 * Where the condition stops making sense.
	 * @return the number of the character, from 1
	 */
	public int position() {
		return this.position + 1;
	}

}
