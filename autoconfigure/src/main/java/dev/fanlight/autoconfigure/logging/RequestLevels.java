package dev.fanlight.autoconfigure.logging;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

import org.springframework.boot.logging.LogLevel;

/**
 * The level of a request's line by its route and status.
 */
final class RequestLevels {

	private static final int CLASSES = 6;

	private static final int CLIENT_ERRORS = 400;

	private final LogLevel level;

	private final Map<String, LogLevel> routes;

	private final Map<Integer, LogLevel> statuses = new HashMap<>();

	private final @Nullable LogLevel[] classes = new @Nullable LogLevel[CLASSES];

	RequestLevels(LogLevel level, Map<String, LogLevel> levels, Map<String, LogLevel> routes) {
		this.level = level;
		this.routes = Map.copyOf(routes);
		levels.forEach((status, levelOfStatus) -> {
			if (status.endsWith("xx")) {
				this.classes[status.charAt(0) - '0'] = levelOfStatus;
			}
			else {
				this.statuses.put(Integer.valueOf(status), levelOfStatus);
			}
		});
	}

	/**
	 * Find the level.
	 * @param route the route, if there was one
	 * @param status the status, or any other number for none
	 * @param fault whether the service failed
	 * @return the level, or {@code null} for no line
	 */
	@Nullable Level of(@Nullable String route, int status, boolean fault) {
		LogLevel ofRoute = (route != null && !this.routes.isEmpty()) ? this.routes.get(route) : null;
		if (ofRoute != null && !fault) {
			return slf4j(ofRoute);
		}
		// One that failed on its way out may still be a 200
		LogLevel ofStatus = (this.statuses.isEmpty() || (fault && status < CLIENT_ERRORS)) ? null
				: this.statuses.get(status);
		if (ofStatus == null) {
			int statusClass = status / 100;
			ofStatus = this.classes[fault ? CLASSES - 1 : (statusClass > 0 && statusClass < CLASSES) ? statusClass : 2];
		}
		if (ofStatus != null) {
			return slf4j(ofStatus);
		}
		return fault ? ofFailure((ofRoute != null && ofRoute != LogLevel.OFF) ? ofRoute : this.level)
				: slf4j(this.level);
	}

	/**
	 * The level of what failed: a warning at least, and nothing where there are no lines.
	 * @param level the level of what does not fail
	 * @return the level, or {@code null} for no line
	 */
	static @Nullable Level ofFailure(LogLevel level) {
		return slf4j((level.compareTo(LogLevel.WARN) < 0) ? LogLevel.WARN : level);
	}

	static @Nullable Level slf4j(LogLevel level) {
		return switch (level) {
			case TRACE -> Level.TRACE;
			case DEBUG -> Level.DEBUG;
			case INFO -> Level.INFO;
			case WARN -> Level.WARN;
			case ERROR, FATAL -> Level.ERROR;
			case OFF -> null;
		};
	}

}
