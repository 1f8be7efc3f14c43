package dev.fanlight.logging.gate;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Keeps an argument as it is now.
 * <ul>
 * <li>What cannot change is kept by reference: text, numbers, dates, enums, ids, classes,
 * and throwables.</li>
 * <li>Arrays, collections and maps of at most {@value #MAX_ELEMENTS} elements are copied,
 * three levels deep.</li>
 * <li>Everything else becomes its text, of at most {@value #MAX_TEXT} characters; with
 * {@code @Sensitive} members, the text without them. Objects given as structured argument
 * or key-value are kept by reference, since it is their members that are written.</li>
 * </ul>
 */
final class Capture {

	static final int MAX_ELEMENTS = 100;

	static final int MAX_TEXT = 1024;

	private static final int MAX_DEPTH = 3;

	private static final int OBJECT_BYTES = 32;

	/** With its causes and frames, roughly. */
	static final int THROWABLE_BYTES = 4096;

	private static final Set<Class<?>> IMMUTABLE = Set.of(String.class, Integer.class, Long.class, Double.class,
			Float.class, Short.class, Byte.class, Character.class, Boolean.class, BigInteger.class, BigDecimal.class,
			UUID.class, URI.class, Class.class, Locale.class, Currency.class);

	private static final ClassValue<Kind> KINDS = new ClassValue<>() {

		@Override
		protected Kind computeValue(Class<?> type) {
			return Kind.of(type);
		}

	};

	private final boolean renderObjects;

	private final @Nullable Redactor redactor;

	Capture(boolean renderObjects, @Nullable Redactor redactor) {
		this.renderObjects = renderObjects;
		this.redactor = redactor;
	}

	/**
	 * Keep arguments.
	 * @param arguments the arguments, an array of our own
	 */
	void arguments(@Nullable Object[] arguments) {
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = value(arguments[i], 0, this.renderObjects);
		}
	}

	List<KeyValuePair> pairs(List<KeyValuePair> pairs) {
		List<KeyValuePair> held = new ArrayList<>(pairs.size());
		for (KeyValuePair pair : pairs) {
			Object value = value(pair.value, 0, false);
			held.add((value != pair.value) ? new KeyValuePair(pair.key, value) : pair);
		}
		return held;
	}

	private @Nullable Object value(@Nullable Object value, int depth, boolean render) {
		if (value == null) {
			return null;
		}
		try {
			return switch (KINDS.get(value.getClass())) {
				case KEPT -> value;
				case COLLECTION -> collection((Collection<?>) value, depth, render);
				case MAP -> map((Map<?, ?>) value, depth, render);
				case ARRAY -> array(value, depth, render);
				case TEXT -> text(value);
				case OBJECT -> render ? object(value) : value;
			};
		}
		catch (RuntimeException | StackOverflowError ex) {
			return "[FAILED toString()]";
		}
	}

	private Object collection(Collection<?> source, int depth, boolean render) {
		if (depth == MAX_DEPTH || source.size() > MAX_ELEMENTS) {
			return source.getClass().getSimpleName() + " of " + source.size();
		}
		Collection<@Nullable Object> copy = (source instanceof Set) ? new LinkedHashSet<>()
				: new ArrayList<>(source.size());
		for (Object element : source) {
			copy.add(value(element, depth + 1, render));
		}
		return copy;
	}

	private Object map(Map<?, ?> source, int depth, boolean render) {
		if (depth == MAX_DEPTH || source.size() > MAX_ELEMENTS) {
			return source.getClass().getSimpleName() + " of " + source.size();
		}
		Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
		source.forEach((key, element) -> copy.put(value(key, depth + 1, true), value(element, depth + 1, render)));
		return copy;
	}

	private Object array(Object source, int depth, boolean render) {
		int length = Array.getLength(source);
		if (depth == MAX_DEPTH || length > MAX_ELEMENTS) {
			return source.getClass().getComponentType().getSimpleName() + "[" + length + "]";
		}
		if (source instanceof Object[] elements) {
			@Nullable Object[] copy = new Object[length];
			for (int i = 0; i < length; i++) {
				copy[i] = value(elements[i], depth + 1, render);
			}
			return copy;
		}
		Object copy = Array.newInstance(source.getClass().getComponentType(), length);
		System.arraycopy(source, 0, copy, 0, length);
		return copy;
	}

	private Object object(Object source) {
		Object safe = (this.redactor != null) ? this.redactor.redactArgument(source, Exit.LOG) : source;
		return text((safe != null) ? safe : "null");
	}

	private static String text(Object source) {
		String text = String.valueOf(source);
		if (text.length() <= MAX_TEXT) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
		return text.substring(0, end) + "...";
	}

	static long bytes(@Nullable Object @Nullable [] arguments) {
		long bytes = 0;
		for (int i = 0; arguments != null && i < arguments.length; i++) {
			bytes += bytes(arguments[i]);
		}
		return bytes;
	}

	static long bytes(@Nullable List<KeyValuePair> pairs) {
		long bytes = 0;
		for (int i = 0; pairs != null && i < pairs.size(); i++) {
			bytes += OBJECT_BYTES + bytes(pairs.get(i).value);
		}
		return bytes;
	}

	private static long bytes(@Nullable Object value) {
		if (value instanceof String text) {
			return OBJECT_BYTES + text.length();
		}
		if (value instanceof Collection<?> collection) {
			return OBJECT_BYTES + collection.stream().mapToLong(Capture::bytes).sum();
		}
		if (value instanceof Map<?, ?> map) {
			return OBJECT_BYTES + bytes(map.keySet()) + bytes(map.values());
		}
		if (value instanceof Object[] array) {
			return OBJECT_BYTES + bytes(array);
		}
		if (value instanceof Throwable) {
			return THROWABLE_BYTES;
		}
		return OBJECT_BYTES;
	}

	/**
	 * How to keep an object of a class.
	 */
	private enum Kind {

		KEPT, COLLECTION, MAP, ARRAY, TEXT, OBJECT;

		static Kind of(Class<?> type) {
			if (IMMUTABLE.contains(type) || Enum.class.isAssignableFrom(type) || Throwable.class.isAssignableFrom(type)
					|| type.getName().startsWith("java.time.") || InetAddress.class.isAssignableFrom(type)
					|| isStructured(type)) {
				return KEPT;
			}
			if (type.isArray()) {
				return ARRAY;
			}
			// Others show more, or something else, than their elements
			if (type.getName().startsWith("java.util.") && Collection.class.isAssignableFrom(type)) {
				return COLLECTION;
			}
			if (type.getName().startsWith("java.util.") && Map.class.isAssignableFrom(type)) {
				return MAP;
			}
			return CharSequence.class.isAssignableFrom(type) ? TEXT : OBJECT;
		}

		/** By name, since logstash-logback-encoder need not be there. */
		private static boolean isStructured(Class<?> type) {
			for (Class<?> each = type; each != null; each = each.getSuperclass()) {
				for (Class<?> implemented : each.getInterfaces()) {
					if (implemented.getName().equals("net.logstash.logback.argument.StructuredArgument")) {
						return true;
					}
				}
			}
			return false;
		}

	}

}
