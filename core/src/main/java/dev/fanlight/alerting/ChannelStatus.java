package dev.fanlight.alerting;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a channel does.
 *
 * @param name the name of the channel
 * @param waiting how many messages wait
 * @param delivered how many messages arrived
 * @param retried how many attempts failed and were made again
 * @param failed how many messages were given up
 * @param dropped how many messages found the queue full
 * @param lastDelivery when a message last arrived, or {@code null}
 * @param lastFailure when an attempt last failed, or {@code null}
 * @param failure why it failed, in words, or {@code null}
 */
public record ChannelStatus(String name, int waiting, long delivered, long retried, long failed, long dropped,
		@Nullable Instant lastDelivery, @Nullable Instant lastFailure, @Nullable String failure) {
}
