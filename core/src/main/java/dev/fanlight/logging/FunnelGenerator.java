package dev.fanlight.logging;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import net.logstash.logback.util.SimpleObjectJsonGeneratorDelegate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;

/**
 * Leads the many ways of writing the same thing to one of them, so that who looks at what
 * is written has one place to look.
 */
abstract class FunnelGenerator extends SimpleObjectJsonGeneratorDelegate {

	FunnelGenerator(JsonGenerator delegate) {
		super(delegate);
	}

	@Override
	public JsonGenerator writeName(SerializableString name) {
		return writeName(name.getValue());
	}

	@Override
	public JsonGenerator writePropertyId(long id) {
		return writeName(Long.toString(id));
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object forValue, int size) {
		return writeStartObject(forValue);
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object forValue) {
		return writeStartArray();
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object forValue, int size) {
		return writeStartArray();
	}

	@Override
	public JsonGenerator writeString(Reader reader, int length) {
		StringBuilder text = new StringBuilder();
		try {
			for (int c; (length < 0 || text.length() < length) && (c = reader.read()) >= 0;) {
				text.append((char) c);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return writeString(text.toString());
	}

	@Override
	public JsonGenerator writeString(char[] text, int offset, int length) {
		return writeString(new String(text, offset, length));
	}

	@Override
	public JsonGenerator writeString(SerializableString text) {
		return writeString(text.getValue());
	}

	@Override
	public JsonGenerator writeUTF8String(byte[] text, int offset, int length) {
		return writeString(new String(text, offset, length, StandardCharsets.UTF_8));
	}

	@Override
	public JsonGenerator writeRawUTF8String(byte[] text, int offset, int length) {
		return writeUTF8String(text, offset, length);
	}

	@Override
	public JsonGenerator writeArray(String[] array, int offset, int length) {
		writeStartArray();
		for (int i = offset; i < offset + length; i++) {
			writeString(array[i]);
		}
		return writeEndArray();
	}

	@Override
	public JsonGenerator writeArray(int[] array, int offset, int length) {
		writeStartArray();
		for (int i = offset; i < offset + length; i++) {
			writeNumber(array[i]);
		}
		return writeEndArray();
	}

	@Override
	public JsonGenerator writeArray(long[] array, int offset, int length) {
		writeStartArray();
		for (int i = offset; i < offset + length; i++) {
			writeNumber(array[i]);
		}
		return writeEndArray();
	}

	@Override
	public JsonGenerator writeArray(double[] array, int offset, int length) {
		writeStartArray();
		for (int i = offset; i < offset + length; i++) {
			writeNumber(array[i]);
		}
		return writeEndArray();
	}

	@Override
	public JsonGenerator writeEmbeddedObject(@Nullable Object object) {
		return (object instanceof byte[] bytes) ? writeBinary(bytes) : writePOJO(object);
	}

	/**
	 * Whether a value is written by a method of its own; others would be handed to the
	 * delegate.
	 */
	static boolean isToken(@Nullable Object value) {
		return value == null || value instanceof String || value instanceof Boolean || value instanceof Integer
				|| value instanceof Long || value instanceof Double || value instanceof Float
				|| value instanceof BigDecimal || value instanceof BigInteger;
	}

	@Override
	public JsonGenerator writeRawValue(String text, int offset, int length) {
		return writeRawValue(text.substring(offset, offset + length));
	}

	@Override
	public JsonGenerator writeRawValue(char[] text, int offset, int length) {
		return writeRawValue(new String(text, offset, length));
	}

	@Override
	public JsonGenerator writeRawValue(SerializableString raw) {
		return writeRawValue(raw.getValue());
	}

	@Override
	public JsonGenerator writeRaw(String text, int offset, int length) {
		return writeRaw(text.substring(offset, offset + length));
	}

	@Override
	public JsonGenerator writeRaw(char[] text, int offset, int length) {
		return writeRaw(new String(text, offset, length));
	}

	@Override
	public JsonGenerator writeRaw(char c) {
		return writeRaw(String.valueOf(c));
	}

	@Override
	public JsonGenerator writeRaw(SerializableString raw) {
		return writeRaw(raw.getValue());
	}

	@Override
	public JsonGenerator writeNumber(short number) {
		return writeNumber((int) number);
	}

	@Override
	public JsonGenerator writeNumber(char[] number, int offset, int length) {
		return writeNumber(new String(number, offset, length));
	}

}
