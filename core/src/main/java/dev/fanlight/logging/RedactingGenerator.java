package dev.fanlight.logging;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import dev.fanlight.redaction.Sensitive;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Redacts what is written through it: values by the path of their names, text by its
 * looks, members marked {@link Sensitive} whatever they hold. A number that may not be
 * shown becomes {@code null}, an entry that is dropped loses its name as well.
 */
final class RedactingGenerator extends FunnelGenerator {

	private static final String HIDDEN = "[REDACTED:sensitive]";

	private final Redactor redactor;

	private final BiConsumer<String, String> replaced;

	/** Names of the open containers. */
	private final Deque<String> containers = new ArrayDeque<>();

	/** Name that is written with its value. */
	private @Nullable String name;

	/** The object with sensitive members that is being written, as text without them. */
	private @Nullable String visible;

	private int visibleDepth;

	RedactingGenerator(JsonGenerator delegate, Redactor redactor) {
		this(delegate, redactor, (raw, safe) -> {
		});
	}

	RedactingGenerator(JsonGenerator delegate, Redactor redactor, BiConsumer<String, String> replaced) {
		super(delegate);
		this.redactor = redactor;
		this.replaced = replaced;
		this.containers.push("");
	}

	/** A generator that goes on where a value of that name is due. */
	RedactingGenerator(JsonGenerator delegate, Redactor redactor, String name) {
		this(delegate, redactor);
		this.containers.push(name);
	}

	private String key() {
		String container = this.containers.element();
		return (this.name == null || this.redactor.isSensitive(container)) ? container : this.name;
	}

	/** Where to write a value: behind its name. */
	private JsonGenerator target() {
		if (this.name != null) {
			this.delegate.writeName(this.redactor.redact(this.name, Exit.LOG));
			this.name = null;
		}
		return this.delegate;
	}

	/**
	 * The value that may be written.
	 * @param value the value
	 * @return {@code value} itself when clean
	 */
	private @Nullable Object safe(Object value) {
		Object safe = isHidden(value) ? (value instanceof Number) ? null : HIDDEN
				: this.redactor.redactValue(key(), value, Exit.LOG);
		if (safe != value) {
			this.replaced.accept(String.valueOf(value), String.valueOf(safe));
		}
		return safe;
	}

	private boolean isHidden(Object value) {
		String member = (this.name != null) ? this.name : this.containers.element();
		return this.visible != null && !this.visible.contains(member + "=" + value);
	}

	private void see(@Nullable Object object) {
		if (this.visible == null && object != null) {
			Object shown = this.redactor.redactArgument(object, Exit.LOG);
			if (shown != object) {
				this.visible = String.valueOf(shown);
				this.visibleDepth = this.containers.size();
				this.replaced.accept(String.valueOf(object), this.visible);
			}
		}
	}

	private void enter() {
		String key = key();
		target();
		this.containers.push(key);
	}

	private void leave() {
		this.containers.pop();
		if (this.containers.size() < this.visibleDepth) {
			this.visible = null;
			this.visibleDepth = 0;
		}
	}

	/** Writes what stands for a value, unless that is the value. */
	private boolean replace(Object value) {
		Object safe = safe(value);
		if (safe == value) {
			target();
			return false;
		}
		if (safe == Redactor.DROPPED) {
			this.name = null;
		}
		else if (safe == null) {
			target().writeNull();
		}
		else {
			target().writeString(safe.toString());
		}
		return true;
	}

	@Override
	public JsonGenerator writeName(String name) {
		this.name = name;
		return this;
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.delegate.assignCurrentValue(value);
		see(value);
	}

	@Override
	public JsonGenerator writeStartObject() {
		enter();
		this.delegate.writeStartObject();
		return this;
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object forValue) {
		enter();
		this.delegate.writeStartObject(forValue);
		see(forValue);
		return this;
	}

	@Override
	public JsonGenerator writeEndObject() {
		this.delegate.writeEndObject();
		leave();
		return this;
	}

	@Override
	public JsonGenerator writeStartArray() {
		enter();
		this.delegate.writeStartArray();
		return this;
	}

	@Override
	public JsonGenerator writeEndArray() {
		this.delegate.writeEndArray();
		leave();
		return this;
	}

	/**
	 * Writes an object to the side first: one that fails is written as its text.
	 */
	@Override
	public JsonGenerator writePOJO(@Nullable Object value) {
		if (isToken(value)) {
			return super.writePOJO(value);
		}
		TokenBuffer buffer;
		try {
			buffer = aside(this.replaced, value);
		}
		catch (Throwable ex) {
			return writeString(text(value));
		}
		if (buffer.isEmpty()) {
			this.name = null;
		}
		else {
			buffer.serialize(target());
		}
		return this;
	}

	private TokenBuffer aside(BiConsumer<String, String> replaced, @Nullable Object value) {
		TokenBuffer buffer = new TokenBuffer(objectWriteContext(), false);
		RedactingGenerator aside = new RedactingGenerator(buffer, this.redactor, replaced);
		aside.containers.push(key());
		aside.visible = this.visible;
		aside.name = (this.visible != null) ? this.name : null;
		aside.objectWriteContext().writeValue(aside, value);
		return buffer;
	}

	private static String text(@Nullable Object value) {
		try {
			return String.valueOf(value);
		}
		catch (Throwable ex) {
			return (value != null) ? value.getClass().getName() : "";
		}
	}

	@Override
	public JsonGenerator writeString(@Nullable String text) {
		if (text == null) {
			return writeNull();
		}
		if (!replace(text)) {
			this.delegate.writeString(text);
		}
		return this;
	}

	/**
	 * Redacts the values inside; what needs no redaction goes out as it came.
	 */
	@Override
	public JsonGenerator writeRawValue(String json) {
		JsonNode tree;
		try {
			tree = JsonMapper.shared().readTree(json);
		}
		catch (JacksonException ex) {
			return writeString(json);
		}
		AtomicBoolean changed = new AtomicBoolean();
		TokenBuffer buffer = aside((raw, safe) -> {
			changed.set(true);
			this.replaced.accept(raw, safe);
		}, tree);
		if (buffer.isEmpty()) {
			this.name = null;
		}
		else if (changed.get()) {
			buffer.serialize(target());
		}
		else {
			target().writeRawValue(json);
		}
		return this;
	}

	@Override
	public JsonGenerator writeRaw(String text) {
		target().writeRaw(this.redactor.redact(text, Exit.LOG));
		return this;
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		if (this.visible != null || this.redactor.isSensitive(key())) {
			return writeString(variant.encode(data));
		}
		target().writeBinary(variant, data, offset, length);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(int number) {
		if (!replace(number)) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(long number) {
		if (!replace(number)) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(BigInteger number) {
		if (!replace(number)) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(double number) {
		if (!replace(number)) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(float number) {
		if (!replace(number)) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(BigDecimal number) {
		if (!replace(number)) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(String number) {
		if (!replace(new BigDecimal(number))) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeBoolean(boolean state) {
		if (isHidden(state)) {
			target().writeNull();
		}
		else {
			target().writeBoolean(state);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNull() {
		target().writeNull();
		return this;
	}

}
