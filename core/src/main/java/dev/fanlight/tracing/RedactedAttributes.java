package dev.fanlight.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Value;
import org.jspecify.annotations.Nullable;

/**
 * Redacts attributes of every type by their key, then by their value. A number that must
 * not be shown becomes text. Allocates nothing while all is clean. Used by one thread,
 * for one batch.
 */
final class RedactedAttributes implements BiConsumer<AttributeKey<?>, Object> {

	/** Beyond it a number may be that of a card. */
	private static final double SHORTEST_CARD = 1e13;

	private final Redactor redactor;

	private final Exit exit;

	/** Shortens a redacted text, knowing its key. */
	private final BinaryOperator<String> shortener;

	private final RedactedValue values;

	private Attributes source = Attributes.empty();

	private @Nullable AttributesBuilder changed;

	RedactedAttributes(Redactor redactor, Exit exit) {
		this(redactor, exit, (key, text) -> text);
	}

	RedactedAttributes(Redactor redactor, Exit exit, BinaryOperator<String> shortener) {
		this.redactor = redactor;
		this.exit = exit;
		this.shortener = shortener;
		this.values = new RedactedValue(this);
	}

	/**
	 * Redacts attributes.
	 * @param attributes the attributes
	 * @return {@code attributes} itself when clean
	 */
	Attributes redact(Attributes attributes) {
		if (attributes.isEmpty()) {
			return attributes;
		}
		this.source = attributes;
		this.changed = null;
		attributes.forEach(this);
		AttributesBuilder builder = this.changed;
		this.source = Attributes.empty();
		this.changed = null;
		return (builder != null) ? builder.build() : attributes;
	}

	/**
	 * Redacts free text.
	 * @param text the text
	 * @return {@code text} itself when clean
	 */
	String redact(String text) {
		return text.isEmpty() ? text : this.redactor.redact(text, this.exit);
	}

	/**
	 * Redacts a structured value.
	 * @param value the value
	 * @return {@code value} itself when clean
	 */
	Value<?> redact(Value<?> value) {
		Value<?> redacted = this.values.redact("", value);
		return (redacted != null) ? redacted : Value.of(Redactor.DROPPED);
	}

	@Override
	public void accept(AttributeKey<?> attribute, Object value) {
		String key = attribute.getKey();
		switch (attribute.getType()) {
			case STRING -> replace(attribute, value, text(key, (String) value));
			case LONG, DOUBLE -> replace(attribute, value, number(key, (Number) value));
			case STRING_ARRAY, LONG_ARRAY, DOUBLE_ARRAY -> replace(attribute, value, list(key, (List<?>) value));
			case VALUE -> {
				Value<?> redacted = this.values.redact(key, (Value<?>) value);
				replace(attribute, value, (redacted != null) ? redacted : Redactor.DROPPED);
			}
			default -> {
				// A truth value is no secret
			}
		}
	}

	/** The text, or what stands in for it. */
	String text(String key, String text) {
		String safe = key.isEmpty() ? redact(text) : this.redactor.redact(key, text, exit(key));
		return (safe != Redactor.DROPPED) ? this.shortener.apply(key, safe) : safe;
	}

	/** The number itself, or the text that stands in for it. */
	Object number(String key, Number number) {
		if (Math.abs(number.doubleValue()) < SHORTEST_CARD && (httpNumber(key) || !this.redactor.isSensitive(key))) {
			return number;
		}
		String text = number.toString();
		String redacted = text(key, text);
		return (redacted == text) ? number : redacted;
	}

	boolean isSensitive(String key) {
		return this.redactor.isSensitive(key);
	}

	private Object list(String key, List<?> values) {
		List<String> copy = null;
		for (int i = 0; i < values.size(); i++) {
			Object value = values.get(i);
			Object redacted = (value instanceof String text) ? text(key, text) : number(key, (Number) value);
			if (redacted == Redactor.DROPPED) {
				return redacted;
			}
			if (redacted != value && copy == null) {
				copy = new ArrayList<>(values.size());
				for (Object each : values) {
					copy.add(each.toString());
				}
			}
			if (copy != null) {
				copy.set(i, redacted.toString());
			}
		}
		return (copy != null) ? copy : values;
	}

	@SuppressWarnings("unchecked")
	private void replace(AttributeKey<?> attribute, Object value, Object redacted) {
		if (redacted == value) {
			return;
		}
		AttributesBuilder builder = this.changed;
		if (builder == null) {
			builder = this.source.toBuilder();
			this.changed = builder;
		}
		builder.remove(attribute);
		if (redacted == Redactor.DROPPED) {
			return;
		}
		if (redacted instanceof Value<?> structured) {
			builder.put(AttributeKey.valueKey(attribute.getKey()), structured);
		}
		else if (redacted instanceof List<?> list) {
			builder.put(AttributeKey.stringArrayKey(attribute.getKey()), (List<String>) list);
		}
		else {
			builder.put(AttributeKey.stringKey(attribute.getKey()), (String) redacted);
		}
	}

	/**
	 * Statuses, sizes and counts by convention, though {@code code} is secret in a query.
	 */
	private boolean httpNumber(String key) {
		return key.startsWith("http.") && exit(key) != Exit.HTTP;
	}

	/** In URLs, queries and headers the bare word stays valid. */
	private Exit exit(String key) {
		boolean http = key.startsWith("url.")
				|| key.startsWith("http.") && (key.equals("http.url") || key.equals("http.target")
						|| key.startsWith("http.request.header.") || key.startsWith("http.response.header."));
		return http ? Exit.HTTP : this.exit;
	}

}
