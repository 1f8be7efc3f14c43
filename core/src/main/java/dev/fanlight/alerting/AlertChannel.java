package dev.fanlight.alerting;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Brings alerts to somebody. A bean of this type is a channel that is called like the
 * bean.
 * <p>
 * A channel is called by one thread of its own, for one alert at a time. What it throws
 * is counted, said once, and tried again with growing pauses; the same message may
 * therefore arrive twice and has the same {@link Alert#id()} and {@link Alert#firing()}
 * then. A call that takes too long is interrupted.
 */
@FunctionalInterface
public interface AlertChannel {

	/**
	 * Tell of an alert.
	 * @param alert what to tell
	 * @throws Exception if it did not arrive
	 */
	void send(Alert alert) throws Exception;

	/**
	 * Whether this channel is to be told. Asked when an alert begins and when it ends.
	 * @param alert the alert
	 * @return whether to send it, always by default
	 */
	default boolean wants(Alert alert) {
		return true;
	}

	/**
	 * After which time an alert that is still due is sent again, for receivers that
	 * forget.
	 * @return the time, or {@code null} to send each change once, which is the default
	 */
	default @Nullable Duration repeatAfter() {
		return null;
	}

}
