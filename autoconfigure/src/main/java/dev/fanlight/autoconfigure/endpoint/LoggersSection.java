package dev.fanlight.autoconfigure.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.fanlight.autoconfigure.EndpointSection;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The levels of loggers. Shows those that have a level of their own.
 */
final class LoggersSection implements EndpointSection {

	private static final int MOST_SHOWN = 500;

	private final LoggingSystem loggingSystem;

	LoggersSection(LoggingSystem loggingSystem) {
		this.loggingSystem = loggingSystem;
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
		if (key.equals(LiveChanges.AUDIT)) {
			throw new IllegalArgumentException("the level of " + LiveChanges.AUDIT + " cannot be changed here");
		}
		if (key.equalsIgnoreCase(LoggingSystem.ROOT_LOGGER_NAME) && !key.equals(LoggingSystem.ROOT_LOGGER_NAME)) {
			throw new IllegalArgumentException("the root logger is written " + LoggingSystem.ROOT_LOGGER_NAME);
		}
		LogLevel level = level(value);
		LoggerConfiguration logger = this.loggingSystem.getLoggerConfiguration(key);
		LogLevel configured = (logger != null) ? logger.getConfiguredLevel() : null;
		String before = effectiveLevel(key);
		this.loggingSystem.setLogLevel(key, level);
		return new Change(before, level.name(), () -> this.loggingSystem.setLogLevel(key, configured));
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
