package dev.fanlight.autoconfigure;

import java.util.List;
import java.util.Map;

/**
 * Numbers of another room that alert rules may ask for by name: the rule
 * {@code errors.new > 0} asks the bean of this type that is called {@code errors.new},
 * and {@code burn-rate(checkout) > 14.4} asks {@code burn-rate} for what is about
 * {@code checkout}.
 * <p>
 * Implementations are thread-safe, answer at once and do not block. They are asked every
 * few seconds, by one thread. What {@link #values()} throws counts as no values.
 */
public interface AlertReading {

	/**
	 * The name that rules use, one per application.
	 * @return lower-case words joined by hyphens or dots, for example {@code errors.new}
	 */
	String name();

	/**
	 * What there is to read now. A rule that names no subject is met when one of the
	 * values meets it, and tells of the worst.
	 * @return at most some hundred values, none if nothing is known
	 */
	List<Value> values();

	/**
	 * One number.
	 *
	 * @param subject what it is about, for example the name of an objective or the
	 * fingerprint of an error; empty when there is nothing to tell apart
	 * @param value the number; one that is not finite is no value
	 * @param details what a message about it should tell, by lower-case name, at most a
	 * few: {@code route}, {@code trace_id} and {@code type} are shown in their places. It
	 * is redacted before it leaves
	 */
	record Value(String subject, double value, Map<String, String> details) {

		/**
		 * A number without details.
		 * @param subject what it is about
		 * @param value the number
		 * @return the value
		 */
		public static Value of(String subject, double value) {
			return new Value(subject, value, Map.of());
		}

	}

}
