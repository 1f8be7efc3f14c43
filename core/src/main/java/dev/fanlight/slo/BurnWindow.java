package dev.fanlight.slo;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pair of windows that are watched together: the long one says that the burn matters,
 * the short one that it goes on. The factors are those for a window of thirty days; for
 * other windows the pairs shrink or grow in proportion, so that each still stands for the
 * same part of the budget: 2, 5, 10 and 10 per cent.
 *
 * @param longWindow the long window
 * @param shortWindow the short window, a twelfth of the long one, at least
 * {@value #LEAST_MINUTES} minutes
 * @param factor the burn rate that is too high
 * @param severity what follows
 */
record BurnWindow(Duration longWindow, Duration shortWindow, double factor, Severity severity) {

	private static final long LEAST_MINUTES = 2;

	private static final double DAYS = 30;

	/**
	 * The windows to watch.
	 * @param window the window of the objective
	 * @return pages first
	 */
	static List<BurnWindow> of(Duration window) {
		double scale = window.toSeconds() / (DAYS * Duration.ofDays(1).toSeconds());
		return List.of(of(scale, Duration.ofHours(1), 14.4, Severity.PAGE),
				of(scale, Duration.ofHours(6), 6, Severity.PAGE), of(scale, Duration.ofDays(1), 3, Severity.TICKET),
				of(scale, Duration.ofDays(3), 1, Severity.TICKET));
	}

	/**
	 * All lengths, each once.
	 * @param window the window of the objective
	 * @return the shortest first
	 */
	static List<Duration> lengths(Duration window) {
		return of(window).stream()
			.flatMap((pair) -> Stream.of(pair.shortWindow(), pair.longWindow()))
			.distinct()
			.sorted()
			.toList();
	}

	private static BurnWindow of(double scale, Duration longWindow, double factor, Severity severity) {
		return new BurnWindow(minutes(longWindow.toMinutes() * scale), minutes(longWindow.toMinutes() * scale / 12),
				factor, severity);
	}

	private static Duration minutes(double minutes) {
		return Duration.ofMinutes(Math.max(LEAST_MINUTES, Math.round(minutes)));
	}

}
