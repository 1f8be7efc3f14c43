package dev.fanlight.autoconfigure.alerting;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The last failed trace of each route, of {@value #MOST_ROUTES} routes at most, and the
 * last of all. Thread-safe, asks nothing of requests that succeed.
 */
final class FailedTraces {

	static final int MOST_ROUTES = 500;

	private final Map<String, String> byRoute = new ConcurrentHashMap<>();

	private volatile @Nullable String last;

	void add(String route, String traceId) {
		this.last = traceId;
		if (this.byRoute.size() < MOST_ROUTES || this.byRoute.containsKey(route)) {
			this.byRoute.put(route, traceId);
		}
	}

	@Nullable String last(@Nullable String route) {
		String traceId = (route != null) ? this.byRoute.get(route) : null;
		return (traceId != null) ? traceId : this.last;
	}

}
