package dev.fanlight.alerting;

import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, numbers, truth values and text as JSON.
 */
final class Json {

	private Json() {
	}

	static String of(@Nullable Object value) {
		StringBuilder json = new StringBuilder();
		write(json, value);
		return json.toString();
	}

	private static void write(StringBuilder json, @Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			json.append('{');
			for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext();) {
				Map.Entry<?, ?> entry = entries.next();
				text(json, String.valueOf(entry.getKey()));
				json.append(':');
				write(json, entry.getValue());
				json.append(entries.hasNext() ? "," : "");
			}
			json.append('}');
		}
		else if (value instanceof Iterable<?> list) {
			json.append('[');
			for (Iterator<?> elements = list.iterator(); elements.hasNext();) {
				write(json, elements.next());
				json.append(elements.hasNext() ? "," : "");
			}
			json.append(']');
		}
		else if (value instanceof Double number && !Double.isFinite(number)) {
			json.append("null");
		}
		else if (value == null || value instanceof Number || value instanceof Boolean) {
			json.append(value);
		}
		else {
			text(json, value.toString());
		}
	}

	private static void text(StringBuilder json, String text) {
		json.append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '"', '\\' -> json.append('\\').append(c);
				case '\n' -> json.append("\\n");
				case '\t' -> json.append("\\t");
				default -> {
					if (c < ' ' || Character.isSurrogate(c) && isLone(text, i)) {
						json.append("\\u%04x".formatted((int) c));
					}
					else {
						json.append(c);
					}
				}
			}
		}
		json.append('"');
	}

	private static boolean isLone(String text, int i) {
		return Character.isHighSurrogate(text.charAt(i))
				? i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
				: i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
	}

}
