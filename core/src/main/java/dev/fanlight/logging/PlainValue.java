package dev.fanlight.logging;

import java.net.URI;
import java.net.URL;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Tells values whose text is all there is from objects that may show more to a
 * serialiser.
 */
final class PlainValue {

	private static final int MAX_DEPTH = 8;

	private PlainValue() {
	}

	/**
	 * Whether the value has one text and no secret beyond it.
	 * @param value the value
	 * @return {@code true} if so
	 */
	static boolean isScalar(@Nullable Object value) {
		return value == null || value instanceof String || value instanceof Number || value instanceof Boolean
				|| value instanceof Character || value instanceof Enum || value instanceof UUID
				|| value instanceof TemporalAccessor || value instanceof TemporalAmount || value instanceof Date
				|| value instanceof Class;
	}

	/**
	 * Whether the value is a scalar, or a container of such at most 8 levels deep.
	 * @param value the value
	 * @param names tells which names in a map may be shown
	 * @return {@code true} if so
	 */
	static boolean isPlain(@Nullable Object value, Predicate<String> names) {
		return isPlain(value, names, 0);
	}

	private static boolean isPlain(@Nullable Object value, Predicate<String> names, int depth) {
		if (isScalar(value) || value instanceof CharSequence || value instanceof URI || value instanceof URL) {
			return true;
		}
		if (value == null || depth == MAX_DEPTH) {
			return false;
		}
		if (value instanceof Map<?, ?> map) {
			return map.entrySet()
				.stream()
				.allMatch((entry) -> isScalar(entry.getKey()) && names.test(String.valueOf(entry.getKey()))
						&& isPlain(entry.getValue(), names, depth + 1));
		}
		if (value instanceof Collection<?> collection) {
			return collection.stream().allMatch((element) -> isPlain(element, names, depth + 1));
		}
		if (value instanceof Object[] array) {
			for (Object element : array) {
				if (!isPlain(element, names, depth + 1)) {
					return false;
				}
			}
			return true;
		}
		return value.getClass().isArray();
	}

}
