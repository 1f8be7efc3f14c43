package dev.fanlight.tracing.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How one pipeline is at a moment. Holds no credentials.
 *
 * @param signal what it carries
 * @param name its name: that of the signal, numbered from the second one on
 * @param address where it sends
 * @param breaker whether it sends
 * @param failing whether something has not been delivered yet because of a failure
 * @param waitingBatches how many batches wait, in memory and on disk
 * @param waitingItems how many spans, log records or metrics wait
 * @param memoryBytes how many bytes wait in memory
 * @param spoolBytes how many bytes the spool takes
 * @param oldest the age of the oldest batch that waits, zero when none does
 * @param lastSuccess when a batch was taken last, in milliseconds since the epoch, 0 if
 * none ever was
 * @param lastFailure why an attempt failed last, in words
 * @param lastFailureAt when that was, in milliseconds since the epoch
 */
public record PipelineStatus(Signal signal, String name, String address, BreakerState breaker, boolean failing,
		int waitingBatches, int waitingItems, long memoryBytes, long spoolBytes, Duration oldest, long lastSuccess,
		@Nullable String lastFailure, long lastFailureAt) {
}
