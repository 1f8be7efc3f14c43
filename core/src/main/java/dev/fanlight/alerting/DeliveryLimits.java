package dev.fanlight.alerting;

import java.time.Duration;

/**
 * Bounds of bringing one message to a channel.
 *
 * @param timeout how long one attempt may take
 * @param initialBackoff the pause after the first failed attempt, twice as long each time
 * @param maxBackoff the longest pause
 * @param giveUpAfter for how long it is tried
 */
public record DeliveryLimits(Duration timeout, Duration initialBackoff, Duration maxBackoff, Duration giveUpAfter) {
}
