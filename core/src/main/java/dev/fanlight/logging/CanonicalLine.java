package dev.fanlight.logging;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * What is to be said about one request, call, job or message. Used by one thread.
 */
public final class CanonicalLine {

	private static final int LONGEST = 256;

	private final List<KeyValuePair> fields = new ArrayList<>(10);

	private final String message;

	/**
	 * Begin a line.
	 * @param message its message
	 */
	public CanonicalLine(String message) {
		this.message = message;
	}

	/**
	 * Add a field.
	 * @param field its name
	 * @param value its text, cut after 256 characters; {@code null} adds nothing
	 * @return this
	 */
	public CanonicalLine with(CanonicalField field, @Nullable String value) {
		return with(field.key(), value);
	}

	/**
	 * Add a field whose name is not fixed.
	 * @param name its name
	 * @param value its text, cut after 256 characters; {@code null} adds nothing
	 * @return this
	 */
	public CanonicalLine with(String name, @Nullable String value) {
		if (value != null) {
			this.fields.add(new KeyValuePair(name, Cut.text(value, LONGEST)));
		}
		return this;
	}

	/**
	 * Add a number.
	 * @param field its name
	 * @param value the number; a negative one is unknown and adds nothing
	 * @return this
	 */
	public CanonicalLine with(CanonicalField field, long value) {
		if (value >= 0) {
			// Ints are the shortest way through redaction
			Object number = (value <= Integer.MAX_VALUE) ? (Object) (int) value : (Object) value;
			this.fields.add(new KeyValuePair(field.key(), number));
		}
		return this;
	}

	/**
	 * Mark the line as slow.
	 * @return this
	 */
	public CanonicalLine slow() {
		this.fields.add(new KeyValuePair(CanonicalField.SLOW.key(), Boolean.TRUE));
		return this;
	}

	/**
	 * Shorten a text from outside for a message.
	 * @param text the text
	 * @return at most 256 characters of it, and how many are missing
	 */
	public static String shortened(String text) {
		return Cut.text(text, LONGEST);
	}

	String message() {
		return this.message;
	}

	List<KeyValuePair> fields() {
		return this.fields;
	}

}
