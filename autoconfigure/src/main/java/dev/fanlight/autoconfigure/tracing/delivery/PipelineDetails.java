package dev.fanlight.autoconfigure.tracing.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.fanlight.tracing.delivery.PipelineStatus;

/**
 * A pipeline in words, for health and endpoint.
 */
final class PipelineDetails {

	private PipelineDetails() {
	}

	static Map<String, Object> of(PipelineStatus status) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("address", status.address());
		details.put("breaker", status.breaker().key());
		details.put("failing", status.failing());
		details.put("waitingBatches", status.waitingBatches());
		details.put("waitingItems", status.waitingItems());
		details.put("memoryBytes", status.memoryBytes());
		details.put("spoolBytes", status.spoolBytes());
		details.put("oldest", status.oldest().toSeconds() + "s");
		details.put("lastSuccess",
				(status.lastSuccess() > 0) ? Instant.ofEpochMilli(status.lastSuccess()).toString() : "never");
		if (status.lastFailure() != null) {
			details.put("lastFailure", status.lastFailure());
			details.put("lastFailureAt", Instant.ofEpochMilli(status.lastFailureAt()).toString());
		}
		return details;
	}

}
