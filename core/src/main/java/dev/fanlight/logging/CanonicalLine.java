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

	private final List<KeyValuePair> fields = new ArrayList<>(12);

	private final StringBuilder message = new StringBuilder(48);

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
			this.fields.add(new KeyValuePair(field.key(), value));
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
	 * Go on with the message, parted by a blank.
	 * @param words what to say
	 * @return this
	 */
	public CanonicalLine say(String words) {
		blank().append((words.length() > LONGEST) ? Cut.text(words, LONGEST) : words);
		return this;
	}

	/**
	 * Go on with the message.
	 * @param number what to say
	 * @return this
	 */
	public CanonicalLine say(long number) {
		blank().append(number);
		return this;
	}

	private StringBuilder blank() {
		return this.message.isEmpty() ? this.message : this.message.append(' ');
	}

	String message() {
		return this.message.toString();
	}

	List<KeyValuePair> fields() {
		return this.fields;
	}

}
