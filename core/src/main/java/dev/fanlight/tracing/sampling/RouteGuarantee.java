package dev.fanlight.tracing.sampling;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import dev.fanlight.tracing.propagation.Inbound;

/**
 * At least some traces of each route in each hour. The templates of controllers are
 * routes, each with its method. Of all else, paths count as one route whose segments
 * differ only where they have a digit or are longer than 32 characters; when there are
 * more routes than fit, those of them that come last in the hour have no guarantee.
 */
final class RouteGuarantee {

	private static final long HOUR = TimeUnit.HOURS.toNanos(1);

	private static final int LONG_SEGMENT = 32;

	/** Callers may make up others, and there must not be a route for each. */
	private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"TRACE");

	private final int perHour;

	private final int maxRoutes;

	private final LongSupplier nanoTime;

	private volatile Hour hour;

	/**
	 * Create the guarantee.
	 * @param perHour how many traces of each route
	 * @param maxRoutes beyond how many routes only those of controllers have it
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 */
	RouteGuarantee(int perHour, int maxRoutes, LongSupplier nanoTime) {
		this.perHour = perHour;
		this.maxRoutes = maxRoutes;
		this.nanoTime = nanoTime;
		this.hour = new Hour(nanoTime.getAsLong(), new ConcurrentHashMap<>());
	}

	/**
	 * Count a trace, or take it because its route has too few.
	 * @param request what it serves
	 * @param taken whether it is taken anyway
	 * @return whether it is taken because of the guarantee
	 */
	boolean takes(Inbound request, boolean taken) {
		Hour current = current();
		String template = request.route();
		String route = (template != null) ? mapped(request.method(), template) : route(request);
		AtomicInteger count = current.counts.get(route);
		if (count == null) {
			if (template == null && current.counts.size() >= this.maxRoutes) {
				return false;
			}
			count = current.counts.computeIfAbsent(route, (key) -> new AtomicInteger());
		}
		if (count.get() >= this.perHour) {
			return false;
		}
		return count.getAndIncrement() < this.perHour && !taken;
	}

	private Hour current() {
		Hour current = this.hour;
		long now = this.nanoTime.getAsLong();
		if (now - current.start < HOUR) {
			return current;
		}
		Hour next = new Hour(now, new ConcurrentHashMap<>());
		this.hour = next;
		return next;
	}

	private static String mapped(String method, String template) {
		return METHODS.contains(method) ? method + ' ' + template : template;
	}

	static String route(Inbound request) {
		StringBuilder route = new StringBuilder(request.method());
		String path = request.path();
		int from = 0;
		while (from < path.length()) {
			int slash = path.indexOf('/', from);
			int to = (slash < 0) ? path.length() : slash;
			if (to > from) {
				route.append('/');
				if (isVariable(path, from, to)) {
					route.append('*');
				}
				else {
					route.append(path, from, to);
				}
			}
			from = to + 1;
		}
		return route.toString();
	}

	private static boolean isVariable(String path, int from, int to) {
		for (int i = from; i < to; i++) {
			if (path.charAt(i) >= '0' && path.charAt(i) <= '9') {
				return true;
			}
		}
		return to - from > LONG_SEGMENT;
	}

	private record Hour(long start, ConcurrentHashMap<String, AtomicInteger> counts) {
	}

}
