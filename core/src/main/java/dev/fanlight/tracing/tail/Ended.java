package dev.fanlight.tracing.tail;

import org.jspecify.annotations.Nullable;

/**
 * What the table needs to know of a span that ended.
 *
 * @param traceId its trace
 * @param spanId its id
 * @param parentId its parent, zero for none
 * @param root whether it is a local root
 * @param reason what it gives its trace to be kept, or {@code null}
 * @param bytes its estimated size
 */
record Ended(String traceId, long spanId, long parentId, boolean root, @Nullable KeepReason reason, int bytes) {
}
