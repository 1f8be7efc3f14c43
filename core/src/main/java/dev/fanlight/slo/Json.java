package dev.fanlight.slo;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, text, numbers and truth values as JSON, indented.
 */
final class Json {

	private static final int FIRST_PRINTABLE = 0x20;

	private final StringBuilder text = new StringBuilder();

	static String of(@Nullable Object value) {
		Json json = new Json();
		json.write(value, "\n");
		return json.text.toString();
	}

	private void write(@Nullable Object value, String indent) {
		if (value instanceof Map<?, ?> map) {
			Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
			this.text.append('{');
			while (entries.hasNext()) {
				Map.Entry<?, ?> entry = entries.next();
				this.text.append(indent).append("  ");
				string(String.valueOf(entry.getKey()));
				this.text.append(": ");
				write(entry.getValue(), indent + "  ");
				this.text.append(entries.hasNext() ? "," : indent);
			}
			this.text.append('}');
		}
		else if (value instanceof List<?> list) {
			Iterator<?> elements = list.iterator();
			this.text.append('[');
			while (elements.hasNext()) {
				this.text.append(indent).append("  ");
				write(elements.next(), indent + "  ");
				this.text.append(elements.hasNext() ? "," : indent);
			}
			this.text.append(']');
		}
		else if (value instanceof Double number) {
			this.text.append(new BigDecimal(number.toString()).toPlainString());
		}
		else if (value instanceof Number || value instanceof Boolean || value == null) {
			this.text.append(value);
		}
		else {
			string(value.toString());
		}
	}

	private void string(String value) {
		this.text.append('"');
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			switch (c) {
				case '"', '\\' -> this.text.append('\\').append(c);
				case '\n' -> this.text.append("\\n");
				default -> {
					if (c < FIRST_PRINTABLE) {
						this.text.append(String.format("\\u%04x", (int) c));
					}
					else {
						this.text.append(c);
					}
				}
			}
		}
		this.text.append('"');
	}

}
