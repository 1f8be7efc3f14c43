package dev.fanlight.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One part of the actuator endpoint {@code fanlight}: every bean of this type is shown at
 * {@code /actuator/fanlight/<name>} and over JMX. Operators change its values through the
 * endpoint for a limited time, after which the endpoint reverts them.
 * <p>
 * Implementations are thread-safe. What {@link #read()} throws is shown in the section's
 * place and costs no other section.
 */
public interface EndpointSection {

	/**
	 * The name of the section, one per application.
	 * @return lower-case words joined by hyphens, for example {@code loggers}
	 */
	String name();

	/**
	 * What there is to see. Answers are redacted as long as they consist of maps, lists,
	 * text, numbers and booleans; names that come from outside belong into a value, since
	 * a key decides how its value is redacted.
	 * @return a snapshot that nobody changes afterwards
	 */
	Map<String, ?> read();

	/**
	 * What the whole endpoint shows of this section, for sections whose {@link #read()}
	 * is long or has to work for its answer.
	 * @return the short form, everything by default
	 */
	default Map<String, ?> overview() {
		return read();
	}

	/**
	 * Change a value at once. The endpoint calls this for one change at a time.
	 * @param key what to change, never blank, in one spelling only: a second spelling of
	 * the same thing is an unknown key
	 * @param value the value, never blank
	 * @return what was done
	 * @throws IllegalArgumentException if the key is unknown or the value cannot be
	 * meant; the message is a sentence for the operator
	 */
	default Change write(String key, String value) {
		throw new IllegalArgumentException("the section " + name() + " cannot be changed");
	}

	/**
	 * A change that was made.
	 *
	 * @param before the value that was in force until now, in words
	 * @param after the value that is in force now, in words
	 * @param revert returns to what was there before, also if the key was changed again
	 * since: of several changes of one key, the endpoint calls that of the first, once.
	 * {@code null} for one that stays whatever the expiry
	 */
	record Change(String before, String after, @Nullable Runnable revert) {

		/**
		 * A change that stays, of something that is a fact rather than a setting.
		 * @param before the value that was in force until now, in words
		 * @param after the value that is in force now, in words
		 * @return the change
		 */
		public static Change lasting(String before, String after) {
			return new Change(before, after, null);
		}

	}

}
