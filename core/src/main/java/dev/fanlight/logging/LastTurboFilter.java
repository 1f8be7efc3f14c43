package dev.fanlight.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.TurboFilterList;
import ch.qos.logback.classic.turbo.TurboFilter;

/**
 * Puts a filter behind all others of a Logback context, at no cost where redaction's own
 * is the only other one.
 */
public final class LastTurboFilter {

	private LastTurboFilter() {
	}

	/**
	 * Make a filter the last one, wherever it was before.
	 * @param context the Logback context
	 * @param filter the filter
	 */
	public static void put(LoggerContext context, TurboFilter filter) {
		TurboFilterList filters = context.getTurboFilterList();
		filters.remove(filter);
		if (filters.size() == 1 && filters.get(0) instanceof AppenderWatch watch && watch.follow(filter)) {
			return;
		}
		remove(context, filter);
		filters.add(filter);
	}

	/**
	 * Take a filter away.
	 * @param context the Logback context
	 * @param filter the filter
	 */
	public static void remove(LoggerContext context, TurboFilter filter) {
		TurboFilterList filters = context.getTurboFilterList();
		filters.remove(filter);
		for (TurboFilter each : filters) {
			if (each instanceof AppenderWatch watch) {
				watch.unfollow(filter);
			}
		}
	}

}
