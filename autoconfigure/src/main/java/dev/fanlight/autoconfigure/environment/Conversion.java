package dev.fanlight.autoconfigure.environment;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Turns the value of one variable into values of Boot's keys.
 */
@FunctionalInterface
interface Conversion {

	/**
	 * Convert a value.
	 * @param name the standard name of the variable
	 * @param value the value, never empty
	 * @param lookup what else is configured
	 * @return the values to publish
	 * @throws BadValueException if the value cannot be meant
	 */
	Result convert(String name, String value, Lookup lookup) throws BadValueException;

	/**
	 * The rest of the configuration, as far as a conversion depends on it.
	 */
	interface Lookup {

		/**
		 * The effective value of another variable.
		 * @param name the standard name
		 * @return the value or {@code null}
		 */
		@Nullable String variable(String name);

		/**
		 * Whether somebody set a key of Boot.
		 * @param key the key
		 * @return whether it is there
		 */
		boolean hasProperty(String key);

	}

	/**
	 * What a value means.
	 *
	 * @param values the values by what is to be appended to the target key
	 * @param note what the user should know, or {@code null}
	 */
	record Result(Map<String, String> values, @Nullable String note) {

		static Result of(String value) {
			return new Result(Map.of("", value), null);
		}

		static Result nothing(String note) {
			return new Result(Map.of(), note);
		}

		Result withNote(String text) {
			return new Result(this.values, text);
		}

	}

	/**
	 * Thrown for a value that cannot be meant; the message says how to mend it.
	 */
	final class BadValueException extends Exception {

		BadValueException(String fix) {
			super(fix);
		}

	}

}
