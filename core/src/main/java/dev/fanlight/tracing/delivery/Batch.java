package dev.fanlight.tracing.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One request as the exporter marshalled it, redacted and compressed.
 *
 * @param body the bytes to send
 * @param encoding how they are compressed, {@code null} if they are not
 * @param items how many spans, log records or metrics they hold
 * @param createdAt when they were handed over, in milliseconds since the epoch
 */
record Batch(byte[] body, @Nullable String encoding, int items, long createdAt) {

}
