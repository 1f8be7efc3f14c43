package dev.fanlight.logging;

/**
 * Redacts the messages of one throwable and its causes.
 *
 * @param values redacts a message by itself
 * @param echoes what the message of the line already gave away
 * @param hidden whether nothing of a message may be shown
 */
record ThrowableMessages(Values values, Echoes echoes, boolean hidden) {

	/** How Boot begins when a property cannot be bound; the causes quote its value. */
	private static final String BINDING = "Failed to bind properties under '";

	private static final String HIDDEN = "[REDACTED:kv]";

	String redact(String message) {
		if (this.hidden) {
			return HIDDEN;
		}
		String safe = this.values.exceptionText(message);
		return (this.echoes == Echoes.NONE) ? safe : this.echoes.mask(safe);
	}

	/**
	 * How to redact the causes of a throwable with that message.
	 * @param message the message before it was redacted
	 * @return {@code this} unless they have to be hidden
	 */
	ThrowableMessages beneath(String message) {
		if (this.hidden || !message.startsWith(BINDING)) {
			return this;
		}
		int end = message.indexOf('\'', BINDING.length());
		return (end > 0 && this.values.redactor().isSensitive(message.substring(BINDING.length(), end)))
				? new ThrowableMessages(this.values, this.echoes, true) : this;
	}

}
