package dev.fanlight.autoconfigure.environment;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A setting with a value that cannot be meant.
 *
 * @param key the key as the user wrote it
 * @param value the value, fit to be shown
 * @param origin where it was written, in words
 * @param fix what is wrong and what to write instead
 */
record Mistake(String key, String value, String origin, String fix) {

	private static final int LONGEST_VALUE = 120;

	/**
	 * Make a value fit to be shown: no user-info, no query, no end.
	 * @param value the value as written
	 * @return the value to show
	 */
	static String shown(String value) {
		String safe = value.replaceAll("(?<=//)[^/]*@", "***@").replaceAll("\\?.*", "?***");
		return (safe.length() <= LONGEST_VALUE) ? safe : safe.substring(0, LONGEST_VALUE) + "...";
	}

	/**
	 * Describe where a value comes from.
	 * @param origin the origin that Boot knows
	 * @return the words
	 */
	static String describe(@Nullable Origin origin) {
		if (origin instanceof PropertySourceOrigin sourceOrigin) {
			return switch (sourceOrigin.getPropertySource().getName()) {
				case CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME -> "command line";
				case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "system property";
				default -> (sourceOrigin.getOrigin() != null) ? describe(sourceOrigin.getOrigin())
						: sourceOrigin.getPropertySource().getName();
			};
		}
		if (origin instanceof SystemEnvironmentOrigin variable) {
			return "environment variable " + variable.getProperty();
		}
		return (origin != null) ? origin.toString() : "unknown origin";
	}

}
