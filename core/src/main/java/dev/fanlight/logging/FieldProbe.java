package dev.fanlight.logging;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Looks at what something would write. Finds it clean only if it writes names with clean
 * plain values; at anything else it gives up, having no delegate.
 */
class FieldProbe extends JsonGeneratorDelegate {

	private final Values values;

	private String name = "";

	private FieldProbe(Values values) {
		super(null, false);
		this.values = values;
	}

	static boolean isClean(Consumer<JsonGenerator> writer, Values values) {
		return sees(writer, new FieldProbe(values));
	}

	private static boolean sees(Consumer<JsonGenerator> writer, FieldProbe probe) {
		try {
			writer.accept(probe);
			return true;
		}
		catch (Throwable ex) {
			return false;
		}
	}

	/**
	 * Collect the fields that something would write, redacted.
	 * @param writer writes them
	 * @param values redacts
	 * @return what could be seen of them
	 */
	static Map<String, @Nullable Object> fields(Consumer<JsonGenerator> writer, Values values) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		sees(writer, new FieldProbe(values) {

			@Override
			void see(String name, @Nullable Object value, @Nullable Object safe) {
				if (safe != Redactor.DROPPED) {
					fields.put(values.text(name), Values.attribute(safe));
				}
			}

			@Override
			public JsonGenerator writeRawValue(String text) {
				return writeString(text);
			}

		});
		return fields;
	}

	void see(String name, @Nullable Object value, @Nullable Object safe) {
		if (safe != value || this.values.text(name) != name) {
			throw NotClean.INSTANCE;
		}
	}

	private JsonGenerator check(@Nullable Object value) {
		see(this.name, value, this.values.value(this.name, value));
		return this;
	}

	@Override
	public JsonGenerator writeName(String name) {
		this.name = name;
		return this;
	}

	@Override
	public JsonGenerator writePOJO(@Nullable Object value) {
		return check(value);
	}

	@Override
	public JsonGenerator writeString(@Nullable String text) {
		return check(text);
	}

	@Override
	public JsonGenerator writeNumber(int number) {
		return check(number);
	}

	@Override
	public JsonGenerator writeNumber(long number) {
		return check(number);
	}

	@Override
	public JsonGenerator writeNumber(double number) {
		return check(number);
	}

	@Override
	public JsonGenerator writeNumber(BigInteger number) {
		return check(number);
	}

	@Override
	public JsonGenerator writeNumber(BigDecimal number) {
		return check(number);
	}

	@Override
	public JsonGenerator writeBoolean(boolean state) {
		return check(state);
	}

	@Override
	public JsonGenerator writeNull() {
		return check(null);
	}

	@Override
	public JsonGenerator writeStartArray() {
		throw NotClean.INSTANCE;
	}

	@Override
	public JsonGenerator writeRawValue(String text) {
		throw NotClean.INSTANCE;
	}

	@Override
	public ObjectWriteContext objectWriteContext() {
		throw NotClean.INSTANCE;
	}

	private static final class NotClean extends RuntimeException {

		static final NotClean INSTANCE = new NotClean();

		private static final long serialVersionUID = 1L;

		private NotClean() {
			super(null, null, false, false);
		}

	}

}
