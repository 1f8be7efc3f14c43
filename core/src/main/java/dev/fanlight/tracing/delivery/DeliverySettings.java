package dev.fanlight.tracing.delivery;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How patient delivery is and how much it may hold.
 *
 * @param maxQueueBytes how many bytes each pipeline holds in memory
 * @param initialBackoff the pause after the first failed attempt
 * @param maxBackoff the longest pause between attempts that the receiver did not ask for
 * @param spool where batches wait while the receiver is away, {@code null} to keep them
 * in memory
 */
public record DeliverySettings(long maxQueueBytes, Duration initialBackoff, Duration maxBackoff,
		@Nullable Spool spool) {

	/**
	 * Where batches wait.
	 *
	 * @param directory the directory of all services; made if it is missing
	 * @param service the name of the service, which gets a directory of its own
	 * @param maxBytes how many bytes all signals together may take
	 * @param maxAge how long a batch may wait
	 */
	public record Spool(Path directory, String service, long maxBytes, Duration maxAge) {
	}

}
