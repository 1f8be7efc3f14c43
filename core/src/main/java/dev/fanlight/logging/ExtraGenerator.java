package dev.fanlight.logging;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Generator for the fields of {@link LogField#EXTRA} that no caller can break: it opens
 * the object at the first name, keeps names unique by numbering the later ones,
 * serialises objects to the side so that one that fails leaves no half-written JSON,
 * admits raw JSON only when it parses, leaves out what is beyond the limits however it is
 * written, and closes what a failing writer left open.
 */
final class ExtraGenerator extends FunnelGenerator {

	/** A field has room for one element in as many characters. */
	private static final int CHARACTERS_PER_ELEMENT = 8;

	/** Room for names that is kept from line to line. */
	private static final int NAMES = 12;

	private final ObjectMapper mapper;

	private final LogLimits limits;

	private String[] names = new String[NAMES];

	private int count;

	/** Characters that the field at hand may still have. */
	private int room;

	/** Elements that containers in the field at hand may still have. */
	private int elements;

	/** Elements that the container at hand has beyond the limits. */
	private int left;

	/** Open containers among those. */
	private int hidden;

	/** Whether there were more fields than may be. */
	private boolean full;

	@Nullable private TokenStreamContext object;

	ExtraGenerator(JsonGenerator delegate, ObjectMapper mapper, LogLimits limits) {
		super(delegate);
		this.mapper = mapper;
		this.limits = limits;
	}

	/** Begin the next line. */
	void begin() {
		if (this.names.length > NAMES) {
			this.names = new String[NAMES];
		}
		Arrays.fill(this.names, null);
		this.count = 0;
		this.full = false;
		this.object = null;
		this.left = 0;
		this.hidden = 0;
	}

	/**
	 * Write a field whatever its value is.
	 * @param name the name
	 * @param value the value, of any type
	 */
	void field(String name, @Nullable Object value) {
		if (isFull()) {
			return;
		}
		writeName(name);
		// The usual two by class: to ask for an interface takes as long as to write them
		if (value instanceof String text) {
			writeString(text);
		}
		else if (value instanceof Integer number) {
			this.delegate.writeNumber(number);
		}
		else {
			writePOJO(value);
		}
	}

	/**
	 * Let somebody else's code write fields.
	 * @param writer the code
	 */
	void guarded(Consumer<JsonGenerator> writer) {
		try {
			writer.accept(this);
		}
		catch (Full ex) {
			// What was written stays
		}
		catch (Throwable ex) {
			repair();
			field(LogField.EXTRA_LOG_ERROR.key(), ex.getClass().getName());
		}
	}

	private boolean isFull() {
		this.full |= this.count >= this.limits.keys();
		return this.full;
	}

	void finish() {
		if (this.object != null) {
			if (this.full) {
				this.delegate.writeName(LogField.EXTRA_LOG_CUT.serialized());
				this.delegate.writeString("the fields after the first " + this.limits.keys());
			}
			this.delegate.writeEndObject();
		}
	}

	@Override
	public JsonGenerator writeName(String name) {
		open();
		if (this.delegate.streamWriteContext() == this.object) {
			if (isFull()) {
				throw Full.INSTANCE;
			}
			this.room = this.limits.value();
			this.elements = Math.max(this.room / CHARACTERS_PER_ELEMENT, 1);
			this.delegate.writeName(unique(Cut.text(name, this.limits.value())));
		}
		else if (this.hidden == 0) {
			String cut = Cut.text(name, this.limits.value());
			if (takesElement(cut.length())) {
				this.delegate.writeName(cut);
			}
		}
		return this;
	}

	/** Whether a value is written, which otherwise is left out. */
	private boolean takesValue() {
		return this.hidden == 0 && (this.delegate.streamWriteContext().inArray() ? takesElement(0) : this.left == 0);
	}

	private boolean takesElement(int nameLength) {
		if (this.left == 0 && this.elements > 0 && nameLength < this.room) {
			this.elements--;
			this.room -= nameLength;
			return true;
		}
		this.left++;
		return false;
	}

	/** Whether a container ends that was left out. */
	private boolean leavesHidden() {
		if (this.hidden == 0) {
			return false;
		}
		this.hidden--;
		return true;
	}

	private void open() {
		if (this.object == null) {
			this.delegate.writeName(LogField.EXTRA.serialized());
			this.delegate.writeStartObject();
			this.object = this.delegate.streamWriteContext();
		}
	}

	@Override
	public JsonGenerator writeStartObject() {
		return writeStartObject(null);
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object forValue) {
		if (takesValue()) {
			this.delegate.writeStartObject(forValue);
		}
		else {
			this.hidden++;
		}
		return this;
	}

	@Override
	public JsonGenerator writeEndObject() {
		if (leavesHidden()) {
			return this;
		}
		if (this.left > 0) {
			this.delegate.writeName(LogField.EXTRA_LOG_CUT.serialized());
			this.delegate.writeString(Cut.missing(this.left));
			this.left = 0;
		}
		this.delegate.writeEndObject();
		return this;
	}

	@Override
	public JsonGenerator writeStartArray() {
		if (takesValue()) {
			this.delegate.writeStartArray();
		}
		else {
			this.hidden++;
		}
		return this;
	}

	@Override
	public JsonGenerator writeEndArray() {
		if (leavesHidden()) {
			return this;
		}
		if (this.left > 0) {
			this.delegate.writeString(Cut.missing(this.left));
			this.left = 0;
		}
		this.delegate.writeEndArray();
		return this;
	}

	@Override
	public JsonGenerator writeString(@Nullable String text) {
		if (text == null) {
			return writeNull();
		}
		if (takesValue()) {
			this.delegate.writeString(Cut.text(text, this.room));
			this.room = Math.max(this.room - text.length(), 0);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(int number) {
		if (takesValue()) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(long number) {
		if (takesValue()) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(double number) {
		if (takesValue()) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(float number) {
		if (takesValue()) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(BigInteger number) {
		if (takesValue()) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(BigDecimal number) {
		if (takesValue()) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNumber(String number) {
		if (takesValue()) {
			this.delegate.writeNumber(number);
		}
		return this;
	}

	@Override
	public JsonGenerator writeBoolean(boolean state) {
		if (takesValue()) {
			this.delegate.writeBoolean(state);
		}
		return this;
	}

	@Override
	public JsonGenerator writeNull() {
		if (takesValue()) {
			this.delegate.writeNull();
		}
		return this;
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		return writeString(variant.encode(Arrays.copyOfRange(data, offset, offset + length)));
	}

	@Override
	public JsonGenerator writePOJO(@Nullable Object value) {
		if (isToken(value)) {
			super.writePOJO(value);
		}
		else if (this.left == 0 || takesValue()) {
			writeAside(value);
		}
		return this;
	}

	private void writeAside(@Nullable Object value) {
		TokenBuffer buffer = new TokenBuffer(objectWriteContext(), false);
		try {
			this.mapper.writeValue(buffer, value);
		}
		catch (Throwable ex) {
			writeString(text(value));
			return;
		}
		// Through this generator, which cuts what is too long
		buffer.serialize(this);
	}

	@Override
	public JsonGenerator writeRawValue(String text) {
		JsonNode tree = null;
		try {
			tree = this.mapper.readTree(text);
		}
		catch (JacksonException ex) {
			// not JSON: it goes out as text
		}
		return (tree != null) ? writePOJO(tree) : writeString(text);
	}

	@Override
	public JsonGenerator writeRaw(String text) {
		throw new UnsupportedOperationException("raw text would break the line");
	}

	private static String text(@Nullable Object value) {
		try {
			return String.valueOf(value);
		}
		catch (Throwable ex) {
			return (value != null) ? value.getClass().getName() : "";
		}
	}

	private String unique(String name) {
		String candidate = name;
		for (int i = 2; isTaken(candidate); i++) {
			candidate = name + "_" + i;
		}
		take(candidate);
		return candidate;
	}

	private void take(String name) {
		if (this.count == this.names.length) {
			this.names = Arrays.copyOf(this.names, 2 * this.count);
		}
		this.names[this.count++] = name;
	}

	private boolean isTaken(String name) {
		for (int i = 0; i < this.count; i++) {
			if (this.names[i].equals(name)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Write the value that is still owed and close what is still open.
	 */
	private void repair() {
		this.left = 0;
		this.hidden = 0;
		while (this.object != null) {
			TokenStreamContext context = this.delegate.streamWriteContext();
			if (context.inObject()) {
				writeOwedValue();
			}
			if (context == this.object) {
				return;
			}
			if (context.inObject()) {
				this.delegate.writeEndObject();
			}
			else {
				this.delegate.writeEndArray();
			}
		}
	}

	private void writeOwedValue() {
		try {
			this.delegate.writeNull();
		}
		catch (JacksonException ex) {
			// a name is expected here, so none is owed
		}
	}

	/** Ends what somebody else's code writes, where a name was due. */
	private static final class Full extends RuntimeException {

		static final Full INSTANCE = new Full();

		private static final long serialVersionUID = 1L;

		private Full() {
			super(null, null, false, false);
		}

	}

}
