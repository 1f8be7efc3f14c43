package dev.fanlight.tracing;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.redaction.Redactor;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the structured values of OpenTelemetry. Deeper than 16 levels they become text,
 * and that is redacted. Bytes pass, unless their key says what they are.
 */
final class RedactedValue {

	private static final int MAX_DEPTH = 16;

	private final RedactedAttributes leaves;

	RedactedValue(RedactedAttributes leaves) {
		this.leaves = leaves;
	}

	/**
	 * Redacts a value.
	 * @param key its name, empty if it has none
	 * @param value the value
	 * @return {@code value} itself when clean, {@code null} to leave it out
	 */
	@Nullable Value<?> redact(String key, Value<?> value) {
		return redact(key, value, 1);
	}

	private @Nullable Value<?> redact(String key, Value<?> value, int depth) {
		return switch (value.getType()) {
			case STRING -> text(value, this.leaves.text(key, (String) value.getValue()));
			case LONG, DOUBLE -> text(value, this.leaves.number(key, (Number) value.getValue()));
			case ARRAY -> (depth < MAX_DEPTH) ? array(key, value, depth) : rendered(key, value);
			case KEY_VALUE_LIST -> (depth < MAX_DEPTH) ? pairs(key, value, depth) : rendered(key, value);
			case BYTES -> this.leaves.isSensitive(key) ? rendered(key, value) : value;
			default -> value;
		};
	}

	private @Nullable Value<?> rendered(String key, Value<?> value) {
		return text(value, this.leaves.text(key, value.asString()));
	}

	private static @Nullable Value<?> text(Value<?> value, Object redacted) {
		return (redacted == Redactor.DROPPED) ? null
				: (redacted instanceof String text && text != value.getValue()) ? Value.of(text) : value;
	}

	private Value<?> array(String key, Value<?> value, int depth) {
		List<?> elements = (List<?>) value.getValue();
		List<Value<?>> copy = new ArrayList<>(elements.size());
		boolean changed = false;
		for (Object element : elements) {
			Value<?> redacted = redact(key, (Value<?>) element, depth + 1);
			changed |= redacted != element;
			if (redacted != null) {
				copy.add(redacted);
			}
		}
		return changed ? Value.of(copy) : value;
	}

	private Value<?> pairs(String key, Value<?> value, int depth) {
		List<?> pairs = (List<?>) value.getValue();
		List<KeyValue> copy = new ArrayList<>(pairs.size());
		boolean inherited = this.leaves.isSensitive(key);
		boolean changed = false;
		for (Object each : pairs) {
			KeyValue pair = (KeyValue) each;
			Value<?> redacted = redact(inherited ? key : pair.getKey(), pair.getValue(), depth + 1);
			changed |= redacted != pair.getValue();
			if (redacted != null) {
				copy.add((redacted != pair.getValue()) ? KeyValue.of(pair.getKey(), redacted) : pair);
			}
		}
		return changed ? Value.of(copy.toArray(KeyValue[]::new)) : value;
	}

}
