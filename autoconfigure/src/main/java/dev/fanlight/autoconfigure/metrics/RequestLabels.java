package dev.fanlight.autoconfigure.metrics;

import dev.fanlight.metrics.RequestEnd;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;

import org.springframework.http.HttpStatus;

/**
 * The labels of a request that Spring's convention leaves vague, corrected where the
 * convention in use has them.
 */
final class RequestLabels {

	private static final String UNKNOWN = "UNKNOWN";

	private RequestLabels() {
	}

	static void correct(Observation.Context context, RequestEnd end, int status, boolean committed) {
		String outcome = end.outcome();
		if (outcome != null) {
			replace(context, "outcome", outcome);
		}
		if (end == RequestEnd.CLIENT_ABORTED && !committed) {
			replace(context, "status", UNKNOWN);
		}
		for (String key : new String[] { "uri", "http.route" }) {
			KeyValue route = context.getLowCardinalityKeyValue(key);
			HttpStatus refusal = HttpStatus.resolve(status);
			if (route != null && route.getValue().equals(UNKNOWN) && refusal != null && refusal.isError()) {
				context.addLowCardinalityKeyValue(KeyValue.of(key, refusal.name()));
			}
		}
	}

	static void replace(Observation.Context context, String key, String value) {
		KeyValue current = context.getLowCardinalityKeyValue(key);
		if (current != null && !current.getValue().equals(value)) {
			context.addLowCardinalityKeyValue(KeyValue.of(key, value));
		}
	}

}
