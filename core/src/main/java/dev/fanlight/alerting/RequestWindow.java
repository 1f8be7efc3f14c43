package dev.fanlight.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.fanlight.alerting.History.Point;
import org.jspecify.annotations.Nullable;

/**
 * The requests of the last while by route. Rules with the same window share one.
 * Remembers {@value #MOST_ROUTES} routes at {@link History#POINTS} points; further routes
 * count as one that is called {@value #OTHER}.
 */
final class RequestWindow {

	static final int MOST_ROUTES = 500;

	static final String OTHER = "other";

	private final History<Map<String, RequestTotals>> history;

	private Map<String, RequestTotals> latest = Map.of();

	RequestWindow(Duration window) {
		this.history = new History<>(window);
	}

	void add(Instant now, Map<String, RequestTotals> totals) {
		Point<Map<String, RequestTotals>> last = this.history.last();
		Map<String, RequestTotals> kept = new HashMap<>();
		totals.forEach((route, total) -> {
			String key = (kept.size() < MOST_ROUTES || kept.containsKey(route)) ? route : OTHER;
			kept.merge(key, shared(last, route, total), RequestTotals::plus);
		});
		this.latest = kept;
		this.history.add(now, kept);
	}

	/** What did not change is remembered once. */
	private static RequestTotals shared(@Nullable Point<Map<String, RequestTotals>> last, String route,
			RequestTotals total) {
		RequestTotals before = (last != null) ? last.value().get(route) : null;
		return (before != null && before.isSame(total)) ? before : total;
	}

	/**
	 * What the window holds.
	 * @param route the only route that counts, with or without its method, or
	 * {@code null} for all
	 * @return the requests by route, only those that had any
	 */
	Map<String, RequestTotals> read(@Nullable String route) {
		Point<Map<String, RequestTotals>> begin = this.history.begin();
		Map<String, RequestTotals> before = (begin != null) ? begin.value() : Map.of();
		Map<String, RequestTotals> window = new HashMap<>();
		this.latest.forEach((key, total) -> {
			if (route == null || key.equals(route) || key.endsWith(" " + route)) {
				RequestTotals since = total.since(before.getOrDefault(key, RequestTotals.NONE));
				if (since.count() > 0) {
					window.put(key, since);
				}
			}
		});
		return window;
	}

}
