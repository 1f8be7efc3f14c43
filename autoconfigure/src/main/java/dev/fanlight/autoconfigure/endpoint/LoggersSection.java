package dev.fanlight.autoconfigure.endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fanlight.autoconfigure.EndpointSection;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggerGroup;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The levels of loggers, and of groups of them. Shows those that have a level of their
 * own. Written by one thread at a time.
 */
final class LoggersSection implements EndpointSection {

	private static final int MOST_SHOWN = 500;

	private final LoggingSystem loggingSystem;

	private final LoggerGroups groups;

	/** By which key each logger is changed now. */
	private final Map<String, String> changed = new HashMap<>();

	/** The level that each of them was given here. */
	private final Map<String, LogLevel> written = new HashMap<>();

	LoggersSection(LoggingSystem loggingSystem, LoggerGroups groups) {
		this.loggingSystem = loggingSystem;
		this.groups = groups;
	}

	@Override
	public String name() {
		return "loggers";
	}

	@Override
	public Map<String, ?> read() {
		Map<String, Object> content = new LinkedHashMap<>();
		content.put("levels", levels().stream().map(LogLevel::name).toList());
		content.put("configured",
				this.loggingSystem.getLoggerConfigurations()
					.stream()
					.filter((logger) -> logger.getConfiguredLevel() != null)
					.limit(MOST_SHOWN)
					.map(LoggersSection::row)
					.toList());
		return content;
	}

	private static Map<String, String> row(LoggerConfiguration logger) {
		Map<String, String> row = new LinkedHashMap<>();
		row.put("logger", logger.getName());
		row.put("level", String.valueOf(logger.getConfiguredLevel()));
		return row;
	}

	@Override
	public Change write(String key, String value) {
		if (key.equalsIgnoreCase(LoggingSystem.ROOT_LOGGER_NAME) && !key.equals(LoggingSystem.ROOT_LOGGER_NAME)) {
			throw new IllegalArgumentException("the root logger is written " + LoggingSystem.ROOT_LOGGER_NAME);
		}
		LogLevel level = level(value);
		LoggerGroup group = this.groups.get(key);
		List<String> loggers = (group != null && group.hasMembers()) ? group.getMembers() : List.of(key);
		for (String logger : loggers) {
			String other = this.changed.getOrDefault(logger, key);
			if (!other.equals(key) || logger.equals(LiveChanges.AUDIT)) {
				throw new IllegalArgumentException(logger.equals(LiveChanges.AUDIT)
						? "the level of " + LiveChanges.AUDIT + " cannot be changed here"
						: "the level of " + logger + " is changed with " + other + " already, revert that first");
			}
		}
		String before = loggers.stream().map(this::effectiveLevel).distinct().collect(Collectors.joining(", "));
		Map<String, LogLevel> configured = new HashMap<>();
		loggers.forEach((logger) -> configured.put(logger, configuredLevel(logger)));
		loggers.forEach((logger) -> set(logger, key, level));
		return new Change(before, level.name(), () -> revert(loggers, configured));
	}

	private void set(String logger, String key, LogLevel level) {
		this.loggingSystem.setLogLevel(logger, level);
		this.changed.put(logger, key);
		this.written.put(logger, level);
	}

	/** What was set since by another way, or by a new configuration, is newer. */
	private void revert(List<String> loggers, Map<String, LogLevel> configured) {
		List<String> superseded = new ArrayList<>();
		for (String logger : loggers) {
			this.changed.remove(logger);
			LogLevel now = configuredLevel(logger);
			if (now == this.written.remove(logger)) {
				this.loggingSystem.setLogLevel(logger, configured.get(logger));
			}
			else {
				superseded.add(logger + " is " + effectiveLevel(logger));
			}
		}
		if (!superseded.isEmpty()) {
			throw new SupersededException(String.join(", ", superseded));
		}
	}

	private @Nullable LogLevel configuredLevel(String name) {
		LoggerConfiguration logger = this.loggingSystem.getLoggerConfiguration(name);
		return (logger != null) ? logger.getConfiguredLevel() : null;
	}

	/** A logger that nobody used yet has the level of the nearest one above it. */
	private String effectiveLevel(String name) {
		LoggerConfiguration logger = this.loggingSystem.getLoggerConfiguration(name);
		if (logger != null || name.equals(LoggingSystem.ROOT_LOGGER_NAME)) {
			return (logger != null) ? String.valueOf(logger.getEffectiveLevel()) : "unknown";
		}
		int dot = name.lastIndexOf('.');
		return effectiveLevel((dot > 0) ? name.substring(0, dot) : LoggingSystem.ROOT_LOGGER_NAME);
	}

	private LogLevel level(String value) {
		return levels().stream()
			.filter((level) -> level.name().equals(value.toUpperCase(Locale.ROOT)))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("the level must be one of "
					+ levels().stream().map(LogLevel::name).collect(Collectors.joining(", "))));
	}

	private List<LogLevel> levels() {
		return this.loggingSystem.getSupportedLogLevels().stream().sorted().toList();
	}

}
