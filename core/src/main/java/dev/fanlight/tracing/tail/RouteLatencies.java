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

	private final double percentile;

	RouteLatencies(double percentile) {
		this.percentile = percentile;
	}

	/**
	 * Compare a duration with the earlier ones and add it to them.
	 * @param route the name of the local root
	 * @param nanos the duration
	 * @return whether it is above the percentile
	 */
	boolean isUnusual(String route, long nanos) {
		LatencySketch sketch = sketch(route);
		if (sketch == null) {
			return false;
		}
		boolean unusual = nanos > sketch.threshold();
		sketch.add(nanos);
		return unusual;
	}

	private @Nullable LatencySketch sketch(String route) {
		if (this.percentile == 0) {
			return null;
		}
		LatencySketch sketch = this.routes.get(route);
		return (sketch != null || this.routes.size() >= MAX_ROUTES) ? sketch
				: this.routes.computeIfAbsent(route, (key) -> new LatencySketch(this.percentile));
	}

}
