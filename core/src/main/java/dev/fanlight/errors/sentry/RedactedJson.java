package dev.fanlight.errors.sentry;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.sentry.vendor.gson.stream.JsonReader;
import io.sentry.vendor.gson.stream.JsonToken;
import io.sentry.vendor.gson.stream.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Copies JSON token by token with every name and value redacted. A value is judged by its
 * name, in an array by the name of the array, and below a name that is secret by that
 * name. What is about a request is judged as headers and queries are. Numbers are copied
 * as they are written.
 */
final class RedactedJson {

	/** Of the header of an item, which tells the length of the item. */
	static final String LENGTH = "length";

	/** Leaves the length in a header. */
	static final int AS_IT_IS = -1;

	private static final String REQUEST = "request";

	private final JsonReader reader;

	private final JsonWriter writer;

	private final Redactor redactor;

	private final int length;

	private final Deque<Level> levels = new ArrayDeque<>();

	/** The name of the next value, not yet written: the value may be dropped. */
	private @Nullable String pending;

	private RedactedJson(JsonReader reader, JsonWriter writer, Redactor redactor, int length) {
		this.reader = reader;
		this.writer = writer;
		this.redactor = redactor;
		this.length = length;
	}

	/**
	 * Redact JSON.
	 * @param json one value
	 * @param redactor redacts
	 * @param length the length to write into the header of an item, or {@link #AS_IT_IS}
	 * @return the redacted value on one line
	 * @throws IOException if it is not JSON
	 */
	static String of(String json, Redactor redactor, int length) throws IOException {
		StringWriter text = new StringWriter(json.length());
		new RedactedJson(new JsonReader(new StringReader(json)), new JsonWriter(text), redactor, length).copy();
		return text.toString();
	}

	private void copy() throws IOException {
		for (JsonToken token = this.reader.peek(); token != JsonToken.END_DOCUMENT; token = this.reader.peek()) {
			switch (token) {
				case BEGIN_OBJECT -> {
					this.reader.beginObject();
					descend();
					this.writer.beginObject();
				}
				case BEGIN_ARRAY -> {
					this.reader.beginArray();
					descend();
					this.writer.beginArray();
				}
				case END_OBJECT -> {
					this.reader.endObject();
					this.writer.endObject();
					this.levels.pop();
				}
				case END_ARRAY -> {
					this.reader.endArray();
					this.writer.endArray();
					this.levels.pop();
				}
				case NAME -> this.pending = this.reader.nextName();
				default -> value(token);
			}
		}
		this.writer.flush();
	}

	private void descend() throws IOException {
		Level above = this.levels.peek();
		String name = name(above);
		String secret = (above != null) ? above.secret() : null;
		if (secret == null && this.redactor.isSensitive(name)) {
			secret = name;
		}
		boolean request = (above != null && above.request()) || name.equals(REQUEST);
		writeName();
		this.levels.push(new Level(secret, name, request));
	}

	private String name(@Nullable Level level) {
		return (this.pending != null) ? this.pending : (level != null) ? level.name() : "";
	}

	private void value(JsonToken token) throws IOException {
		Level level = this.levels.peek();
		Exit exit = (level != null && level.request()) ? Exit.HTTP : Exit.SENTRY;
		String name = (level != null && level.secret() != null) ? level.secret() : name(level);
		switch (token) {
			case STRING -> {
				String value = this.redactor.redact(name, this.reader.nextString(), exit);
				if (value == Redactor.DROPPED) {
					this.pending = null;
				}
				else {
					writeName();
					this.writer.value(value);
				}
			}
			case NUMBER -> {
				String number = this.reader.nextString();
				boolean own = this.length >= 0 && this.levels.size() == 1 && LENGTH.equals(name);
				writeName();
				Object safe = this.redactor.redactValue(name, new BigDecimal(number), exit);
				if (own) {
					this.writer.value(this.length);
				}
				else if (safe instanceof BigDecimal) {
					this.writer.jsonValue(number);
				}
				else {
					this.writer.nullValue();
				}
			}
			case BOOLEAN -> {
				boolean value = this.reader.nextBoolean();
				writeName();
				this.writer.value(value);
			}
			default -> {
				this.reader.nextNull();
				writeName();
				this.writer.nullValue();
			}
		}
	}

	private void writeName() throws IOException {
		if (this.pending != null) {
			this.writer.name(this.redactor.redact(this.pending, Exit.SENTRY));
			this.pending = null;
		}
	}

	/**
	 * An object or array that is open.
	 *
	 * @param secret the name around it that makes everything in it secret
	 * @param name its own name
	 * @param request whether it is about a request
	 */
	private record Level(@Nullable String secret, String name, boolean request) {
	}

}
