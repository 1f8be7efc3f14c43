package dev.fanlight.logging.gate;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.LogstashMarker;
import net.logstash.logback.marker.ObjectAppendingMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields that a structured argument or a marker writes, with their values captured.
 * What does not write plain names and values, such as the members of a bean, is one field
 * with its text. Kept apart because logstash-logback-encoder may be absent.
 */
final class HeldFields {

	private static final int MAX_MARKER_DEPTH = 8;

	private static final String ANY = "fields";

	private final List<KeyValuePair> fields;

	/** Has the text; {@code null} if the fields are all there is to show. */
	private final @Nullable Object shown;

	private HeldFields(List<KeyValuePair> fields, @Nullable Object shown) {
		this.fields = fields;
		this.shown = shown;
	}

	static Object argument(Object source, Capture capture) {
		StructuredArgument argument = (StructuredArgument) source;
		return new Argument(of(argument, argument::writeTo, capture));
	}

	static Marker marker(Marker marker, Capture capture) {
		return marker(marker, capture, 0);
	}

	private static Marker marker(Marker marker, Capture capture, int depth) {
		boolean structured = marker instanceof LogstashMarker;
		if (!structured && !marker.hasReferences()) {
			return marker;
		}
		Marker held = (marker instanceof LogstashMarker fields)
				? new FieldsMarker(marker.getName(), of(fields, fields::writeTo, capture))
				: MarkerFactory.getDetachedMarker(marker.getName());
		boolean changed = structured;
		for (Iterator<Marker> all = marker.iterator(); all.hasNext() && depth < MAX_MARKER_DEPTH;) {
			Marker reference = all.next();
			Marker heldReference = marker(reference, capture, depth + 1);
			changed |= heldReference != reference;
			held.add(heldReference);
		}
		return changed ? held : marker;
	}

	private static HeldFields of(Object source, Consumer<JsonGenerator> writer, Capture capture) {
		// Those are held by themselves
		boolean references = source instanceof Marker marker && marker.hasReferences();
		Collector collector = new Collector(capture);
		try {
			writer.accept(collector);
		}
		catch (Throwable ex) {
			Object text = (collector.bean != null) ? capture.value(collector.bean)
					: references ? ((Marker) source).getName() : capture.text(source);
			return new HeldFields(List.of(new KeyValuePair(ANY, text)), text);
		}
		if (collector.hidden || references) {
			return new HeldFields(collector.fields, null);
		}
		// Its text is made of name and value, and so need not be made now
		boolean lasting = !collector.changed && source.getClass() == ObjectAppendingMarker.class;
		return new HeldFields(collector.fields, lasting ? source : capture.text(source));
	}

	static long bytes(Object value) {
		if (value instanceof Argument argument) {
			return argument.fields.bytes();
		}
		long bytes = (value instanceof Json json) ? json.text().length() : 0;
		if (value instanceof FieldsMarker marker) {
			bytes = marker.fields.bytes();
		}
		if (value instanceof Marker marker && marker.hasReferences()) {
			for (Iterator<Marker> all = marker.iterator(); all.hasNext();) {
				bytes += bytes(all.next());
			}
		}
		return bytes;
	}

	private long bytes() {
		return Capture.pairBytes(this.fields) + ((this.shown instanceof String text) ? text.length() : 0);
	}

	private void writeTo(JsonGenerator generator) {
		for (KeyValuePair field : this.fields) {
			generator.writeName(field.key);
			if (field.value instanceof Json json) {
				generator.writeRawValue(json.text());
			}
			else {
				generator.writePOJO(field.value);
			}
		}
	}

	@Override
	public String toString() {
		return (this.shown != null) ? this.shown.toString()
				: this.fields.stream()
					.map((field) -> field.key + "=" + StructuredArguments.toString(field.value))
					.collect(Collectors.joining(", "));
	}

	private record Argument(HeldFields fields) implements StructuredArgument {

		@Override
		public void writeTo(JsonGenerator generator) {
			this.fields.writeTo(generator);
		}

		@Override
		public String toString() {
			return this.fields.toString();
		}

	}

	private static final class FieldsMarker extends LogstashMarker {

		private static final long serialVersionUID = 1L;

		private final transient HeldFields fields;

		FieldsMarker(String name, HeldFields fields) {
			super(name);
			this.fields = fields;
		}

		@Override
		public void writeTo(JsonGenerator generator) {
			this.fields.writeTo(generator);
		}

		@Override
		protected String toStringSelf() {
			return this.fields.toString();
		}

		/** Markers of the same name are equal, and only one of them may be referenced. */
		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

	/**
	 * JSON that stands for itself.
	 *
	 * @param text the JSON
	 */
	private record Json(String text) {

		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * Takes names with plain values. At anything else it gives up, having no delegate.
	 */
	private static final class Collector extends JsonGeneratorDelegate {

		private final Capture capture;

		private final List<KeyValuePair> fields = new ArrayList<>(1);

		private @Nullable String name;

		/** What writes itself member by member. */
		private @Nullable Object bean;

		private boolean changed;

		/** Whether something may not be shown as it is. */
		private boolean hidden;

		Collector(Capture capture) {
			super(null, false);
			this.capture = capture;
		}

		private JsonGenerator add(@Nullable Object value) {
			if (this.name == null || this.fields.size() == Capture.MAX_ELEMENTS) {
				throw new IllegalStateException("not a field, or one too many");
			}
			this.fields.add(new KeyValuePair(this.name, value));
			this.name = null;
			return this;
		}

		@Override
		public JsonGenerator writeName(String name) {
			this.name = name;
			return this;
		}

		@Override
		public JsonGenerator writePOJO(@Nullable Object value) {
			Object held = this.capture.value(value);
			if (held != value) {
				this.changed = true;
				this.hidden |= this.capture.hides(value);
			}
			return add(held);
		}

		@Override
		public ObjectWriteContext objectWriteContext() {
			return Context.INSTANCE;
		}

		@Override
		public void assignCurrentValue(@Nullable Object value) {
			this.bean = value;
			throw new IllegalStateException("a bean");
		}

		@Override
		public JsonGenerator writeString(@Nullable String text) {
			return add(text);
		}

		@Override
		public JsonGenerator writeNumber(int number) {
			return add(number);
		}

		@Override
		public JsonGenerator writeNumber(long number) {
			return add(number);
		}

		@Override
		public JsonGenerator writeNumber(double number) {
			return add(number);
		}

		@Override
		public JsonGenerator writeNumber(BigInteger number) {
			return add(number);
		}

		@Override
		public JsonGenerator writeNumber(BigDecimal number) {
			return add(number);
		}

		@Override
		public JsonGenerator writeBoolean(boolean state) {
			return add(state);
		}

		@Override
		public JsonGenerator writeNull() {
			return add(null);
		}

		@Override
		public JsonGenerator writeRawValue(String text) {
			return add((text.length() <= Capture.MAX_TEXT) ? new Json(text) : this.capture.text(text));
		}

	}

	/**
	 * What is asked for a serialiser of a bean, which then tells the bean before it
	 * writes.
	 */
	private static final class Context {

		static final ObjectWriteContext INSTANCE = JsonMapper.shared()
			.createGenerator(OutputStream.nullOutputStream())
			.objectWriteContext();

	}

}
