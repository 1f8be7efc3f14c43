package dev.fanlight.autoconfigure.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.fanlight.autoconfigure.slo.SloProperties.LatencySettings;
import dev.fanlight.autoconfigure.slo.SloProperties.ObjectiveSettings;
import dev.fanlight.slo.Objective;
import dev.fanlight.slo.Objective.Latency;
import dev.fanlight.slo.Objective.Route;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.StringUtils;

/**
 * Reads objectives as they are written. What cannot be meant is reported by key, value
 * and what to write instead, and the objective left out.
 */
final class Objectives {

	private static final String RATIO = "must be a part of requests, more than none and less than all, such as 99.9% or 0.999";

	private static final Duration LONGEST_THRESHOLD = Duration.ofHours(1);

	private static final int LONGEST_WINDOW = 90;

	private final Complaints complaints;

	private Objectives(Complaints complaints) {
		this.complaints = complaints;
	}

	/**
	 * Read objectives.
	 * @param settings the settings by name
	 * @param complaints takes what is wrong, keys below {@code fanlight.slo.objectives}
	 * @return what can be meant, in the order of the settings
	 */
	static List<Objective> read(Map<String, ObjectiveSettings> settings, Complaints complaints) {
		Objectives reader = new Objectives(complaints);
		List<Objective> objectives = new ArrayList<>();
		settings.forEach((name, objective) -> {
			Objective read = reader.read(name, objective);
			if (read != null) {
				objectives.add(read);
			}
		});
		return objectives;
	}

	private @Nullable Objective read(String name, ObjectiveSettings settings) {
		if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
			this.complaints.add(name, "", "the name must be at most 40 lower-case letters, digits and hyphens");
			return null;
		}
		Route route = read(name + ".route", settings.route(), Route::parse);
		Double availability = StringUtils.hasText(settings.availability())
				? read(name + ".availability", settings.availability(), Objectives::ratio) : null;
		Latency latency = (settings.latency() != null) ? latency(name + ".latency.", settings.latency()) : null;
		Duration window = read(name + ".window", settings.window(), Objectives::window);
		if (!StringUtils.hasText(settings.availability()) && settings.latency() == null) {
			this.complaints.add(name, "", "must promise something: availability, latency, or both");
		}
		return (route == null || window == null || availability == null && latency == null) ? null : new Objective(name,
				route, availability, latency, window, settings.description().strip(), settings.owner().strip());
	}

	private @Nullable Latency latency(String prefix, LatencySettings settings) {
		Duration threshold = read(prefix + "threshold", settings.threshold(), Objectives::threshold);
		Double target = read(prefix + "target", settings.target(), Objectives::ratio);
		return (threshold != null && target != null) ? new Latency(threshold, target) : null;
	}

	private <T> @Nullable T read(String key, @Nullable String text, Function<String, T> reader) {
		try {
			return reader.apply((text != null) ? text.strip() : "");
		}
		catch (IllegalArgumentException ex) {
			this.complaints.add(key, (text != null) ? text : "", String.valueOf(ex.getMessage()));
			return null;
		}
	}

	/**
	 * Read a part of one.
	 * @param text such as {@code 99.9%} or {@code 0.999}
	 * @return above 0 and below 1
	 */
	static double ratio(String text) {
		try {
			BigDecimal ratio = text.endsWith("%")
					? new BigDecimal(text.substring(0, text.length() - 1).strip()).movePointLeft(2)
					: new BigDecimal(text);
			if (ratio.signum() > 0 && ratio.doubleValue() < 1) {
				return ratio.doubleValue();
			}
		}
		catch (NumberFormatException ex) {
			// Said below
		}
		throw new IllegalArgumentException(RATIO);
	}

	private static Duration threshold(String text) {
		Duration threshold = duration(text);
		if (threshold == null || threshold.toMillis() < 1 || threshold.compareTo(LONGEST_THRESHOLD) > 0) {
			throw new IllegalArgumentException("must be a duration from 1ms to 1h, such as 300ms");
		}
		return threshold;
	}

	private static Duration window(String text) {
		Duration window = duration(text);
		if (window == null || !window.equals(Duration.ofDays(window.toDays())) || window.toDays() < 1
				|| window.toDays() > LONGEST_WINDOW) {
			throw new IllegalArgumentException("must be whole days from 1d to " + LONGEST_WINDOW + "d, such as 30d");
		}
		return window;
	}

	private static @Nullable Duration duration(String text) {
		try {
			return DurationStyle.detectAndParse(text);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return null;
		}
	}

	/**
	 * Takes what is wrong.
	 */
	@FunctionalInterface
	interface Complaints {

		/**
		 * Take a complaint.
		 * @param key the key below the objectives
		 * @param value what was written, empty if nothing was
		 * @param fix what to write instead
		 */
		void add(String key, String value, String fix);

	}

}
