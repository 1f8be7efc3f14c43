package dev.fanlight.tracing.tail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Knows which duration is unusual for a route. Watches the first {@value #MAX_ROUTES}
 * names of local roots; none of the others is ever unusual.
 */
final class RouteLatencies {

	static final int MAX_ROUTES = 500;

	private final Map<String, LatencySketch> routes = new ConcurrentHashMap<>();

	/**
	 * Compare a duration with the earlier ones and add it to them.
	 * @param route the name of the local root
	 * @param nanos the duration
	 * @param percentile above which durations are unusual, zero if none is
	 * @return whether it is above the percentile
	 */
	boolean isUnusual(String route, long nanos, double percentile) {
		LatencySketch sketch = sketch(route, percentile);
		if (sketch == null) {
			return false;
		}
		boolean unusual = nanos > sketch.threshold(percentile);
		sketch.add(nanos);
		return unusual;
	}

	private @Nullable LatencySketch sketch(String route, double percentile) {
		if (percentile == 0) {
			return null;
		}
		LatencySketch sketch = this.routes.get(route);
		return (sketch != null || this.routes.size() >= MAX_ROUTES) ? sketch
				: this.routes.computeIfAbsent(route, (key) -> new LatencySketch(percentile));
	}

}
