package dev.fanlight.logging;

import java.io.OutputStream;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import net.logstash.logback.marker.MapEntriesAppendingMarker;
import net.logstash.logback.marker.SingleFieldAppendingMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Redacts what is logged through logstash-logback-encoder: structured arguments and
 * markers write themselves, so they are given a generator that redacts. Kept apart
 * because that library may be absent.
 */
final class StructuredRedaction {

	private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");

	private static final String NUMBER_BEGIN = "(?<!\\p{Alnum}|[0-9]\\.)";

	private static final String NUMBER_END = "(?!\\p{Alnum}|\\.[0-9])";

	private StructuredRedaction() {
	}

	static StructuredArgument argument(StructuredArgument argument, Values values) {
		if (argument instanceof Argument || argument instanceof RedactedMarker
				|| FieldProbe.isClean(argument::writeTo, values)) {
			return argument;
		}
		return (argument instanceof LogstashMarker marker) ? new RedactedMarker(marker, values)
				: new Argument(argument, values.redactor());
	}

	static Marker marker(LogstashMarker marker, Values values) {
		if (marker instanceof RedactedMarker) {
			return marker;
		}
		boolean clean = FieldProbe.isClean(marker::writeTo, values);
		RedactedMarker redacted = new RedactedMarker(marker, values);
		for (Marker reference : marker) {
			Marker safe = values.marker(reference);
			clean &= safe == reference;
			redacted.add(safe);
		}
		return clean ? marker : redacted;
	}

	/**
	 * The text of something whose values were redacted as it was written.
	 */
	private static String hide(Object original, Consumer<JsonGenerator> writer, Redactor redactor) {
		String text = Values.string(original);
		Map<String, String> replaced = new LinkedHashMap<>();
		try (JsonGenerator nowhere = JsonMapper.shared().createGenerator(OutputStream.nullOutputStream())) {
			nowhere.writeStartObject();
			writer.accept(new RedactingGenerator(nowhere, redactor, replaced::put));
		}
		catch (Throwable ex) {
			// It cannot be written either: its text is all that goes out
		}
		String result = text;
		for (Map.Entry<String, String> entry : replaced.entrySet()) {
			result = replace(result, entry.getKey(), entry.getValue());
		}
		return redactor.redact(result, Exit.LOG);
	}

	private static String replace(String text, String raw, String safe) {
		if (raw.isEmpty()) {
			return text;
		}
		// Its digits may be those of a longer number as well
		return NUMBER.matcher(raw).matches()
				? text.replaceAll(NUMBER_BEGIN + Pattern.quote(raw) + NUMBER_END, Matcher.quoteReplacement(safe))
				: text.replace(raw, safe);
	}

	private record Argument(StructuredArgument original, Redactor redactor) implements StructuredArgument {

		@Override
		public void writeTo(JsonGenerator generator) {
			this.original.writeTo(new RedactingGenerator(generator, this.redactor));
		}

		@Override
		public String toString() {
			return hide(this.original, this.original::writeTo, this.redactor);
		}

	}

	/**
	 * A marker, or an argument that is one. OpenTelemetry's appender reads no others but
	 * those with a single field and this one, in the field named {@code map} of its
	 * class.
	 */
	private static final class RedactedMarker extends MapEntriesAppendingMarker {

		private static final long serialVersionUID = 1L;

		private final LogstashMarker original;

		private final transient Redactor redactor;

		private final transient Map<String, @Nullable Object> map;

		RedactedMarker(LogstashMarker original, Values values) {
			super(Map.of());
			this.original = original;
			this.redactor = values.redactor();
			this.map = (original instanceof SingleFieldAppendingMarker || original instanceof MapEntriesAppendingMarker)
					? new Fields(original, values) : Map.of();
		}

		@Override
		public String getName() {
			return this.original.getName();
		}

		@Override
		public void writeTo(JsonGenerator generator) {
			this.original.writeTo(new RedactingGenerator(generator, this.redactor));
		}

		@Override
		public String toString() {
			return hide(this.original, this::writeAll, this.redactor);
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

		private void writeAll(JsonGenerator generator) {
			this.original.writeTo(generator);
			for (Marker reference : this) {
				if (reference instanceof RedactedMarker marker) {
					marker.writeAll(generator);
				}
			}
		}

	}

	/** What a marker would write, looked at when somebody asks for it. */
	private static final class Fields extends AbstractMap<String, @Nullable Object> {

		private final LogstashMarker original;

		private final Values values;

		Fields(LogstashMarker original, Values values) {
			this.original = original;
			this.values = values;
		}

		@Override
		public Set<Entry<String, @Nullable Object>> entrySet() {
			return FieldProbe.fields(this.original::writeTo, this.values).entrySet();
		}

	}

	/**
	 * A value that is redacted when it is written, as JSON or as text.
	 *
	 * @param key its key
	 * @param value the value
	 * @param redactor the redactor
	 * @param echoes what its text may not repeat
	 */
	record Value(String key, Object value, Redactor redactor, Echoes echoes) implements JacksonSerializable {

		@Override
		public void serialize(JsonGenerator generator, SerializationContext context) {
			new RedactingGenerator(generator, this.redactor, this.key).writePOJO(this.value);
		}

		@Override
		public void serializeWithType(JsonGenerator generator, SerializationContext context, TypeSerializer type) {
			serialize(generator, context);
		}

		/** For OpenTelemetry, which makes a text of each element. */
		Object attribute() {
			Object[] elements = (this.value instanceof Collection<?> collection) ? collection.toArray()
					: (this.value instanceof Object[] array) ? array : null;
			return (elements == null) ? this
					: Arrays.stream(elements)
						.filter(Objects::nonNull)
						.map((element) -> new Value(this.key, element, this.redactor, this.echoes).toString())
						.toList();
		}

		@Override
		public String toString() {
			return this.echoes.mask(this.redactor.redact(this.key, Values.string(this.value), Exit.LOG));
		}

	}

}
