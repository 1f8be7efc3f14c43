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

	private final Map<String, LogLevel> routes;

	private final Map<Integer, LogLevel> statuses = new HashMap<>();

	private final LogLevel[] classes = new LogLevel[CLASSES];

	RequestLevels(LogLevel level, Map<String, LogLevel> levels, Map<String, LogLevel> routes) {
		this.routes = Map.copyOf(routes);
		for (int i = 0; i < CLASSES; i++) {
			this.classes[i] = (i == CLASSES - 1) ? LogLevel.WARN : level;
		}
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
		LogLevel level = this.statuses.isEmpty() ? null : this.statuses.get(status);
		if (level == null && fault) {
			level = this.classes[CLASSES - 1];
		}
		if (level == null && route != null && !this.routes.isEmpty()) {
			level = this.routes.get(route);
		}
		if (level == null) {
			int statusClass = status / 100;
			level = this.classes[(statusClass > 0 && statusClass < CLASSES) ? statusClass : 2];
		}
		return slf4j(level);
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
