package dev.fanlight.logging;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Looks at what something would write. Finds it clean only if it writes names with clean
 * plain values; at anything else it gives up, having no delegate.
 */
final class FieldProbe extends JsonGeneratorDelegate {

	private final Values values;

	private String name = "";

	private FieldProbe(Values values) {
		super(null, false);
		this.values = values;
	}

	static boolean isClean(Consumer<JsonGenerator> writer, Values values) {
		try {
			writer.accept(new FieldProbe(values));
			return true;
		}
		catch (RuntimeException | StackOverflowError ex) {
			return false;
		}
	}

	private JsonGenerator check(@Nullable Object value) {
		if (this.values.value(this.name, value) != value) {
			throw NotClean.INSTANCE;
		}
		return this;
	}

	@Override
	public JsonGenerator writeName(String name) {
		if (this.values.text(name) != name) {
			throw NotClean.INSTANCE;
		}
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
		return this;
	}

	@Override
	public JsonGenerator writeNull() {
		return this;
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
