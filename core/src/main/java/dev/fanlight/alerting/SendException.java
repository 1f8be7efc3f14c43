package dev.fanlight.alerting;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A message did not arrive.
 */
final class SendException extends IOException {

	private final boolean useless;

	private final transient @Nullable Duration wish;

	/**
	 * Create an exception.
	 * @param message why, in words without secrets
	 * @param useless whether to try again would not help
	 * @param wish when the receiver wants to be asked again
	 */
	SendException(String message, boolean useless, @Nullable Duration wish) {
		super(message);
		this.useless = useless;
		this.wish = wish;
	}

	boolean isUseless() {
		return this.useless;
	}

	@Nullable Duration wish() {
		return this.wish;
	}

}
