package dev.fanlight.errors;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Remembers for the last {@value #MOST} traces that failed which group they fell into,
 * for {@link #MOMENT}. Not thread-safe.
 */
final class TracedErrors {

	static final int MOST = 256;

	/** Longer than callers wait for the answer that makes them fail, too. */
	static final Duration MOMENT = Duration.ofMinutes(1);

	private final Map<String, Traced> traces = new LinkedHashMap<>();

	@Nullable Traced find(String traceId, Instant now) {
		Traced traced = this.traces.get(traceId);
		return (traced != null && traced.at.plus(MOMENT).isAfter(now)) ? traced : null;
	}

	void add(String traceId, Traced traced) {
		this.traces.remove(traceId);
		this.traces.put(traceId, traced);
		if (this.traces.size() > MOST) {
			this.traces.remove(this.traces.keySet().iterator().next());
		}
	}

	/**
	 * The first error of a trace.
	 *
	 * @param fingerprint its group
	 * @param answer whether it only says that somebody else answered with an error
	 * @param at when it was seen
	 */
	record Traced(String fingerprint, boolean answer, Instant at) {
	}

}
