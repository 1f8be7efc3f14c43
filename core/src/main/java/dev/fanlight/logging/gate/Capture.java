package dev.fanlight.logging.gate;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.fanlight.redaction.Exit;
import dev.fanlight.redaction.Redactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Keeps what a line was given as it is now, and estimates what that takes.
 * <ul>
 * <li>What cannot change is kept by reference: text, numbers, dates, enums, ids, classes,
 * and throwables.</li>
 * <li>Arrays, collections and maps of at most {@value #MAX_ELEMENTS} elements are copied,
 * three levels deep and {@value #MAX_VALUES} values in all.</li>
 * <li>Structured arguments and markers that write fields keep their names, with values as
 * here.</li>
 * <li>Everything else becomes its text, of at most {@value #MAX_TEXT} characters; with
 * {@code @Sensitive} members, the text without them.</li>
 * </ul>
 * Nothing that a value throws gets out, errors included: SLF4J does the same when it
 * formats, and a line that is not even enabled must not end a request. What the machine
 * is to do when memory runs out, it does before anything is caught.
 */
final class Capture {

	static final int MAX_ELEMENTS = 100;

	static final int MAX_TEXT = 1024;

	private static final int MAX_VALUES = 1000;

	private static final int MAX_DEPTH = 3;

	/**
	 * So much behind the cut is looked at for secrets, which is the longest that a shape
	 * or a pattern of redaction may be.
	 */
	static final int MARGIN = 4096;

	private static final String FAILED = "[FAILED toString()]";

	private static final int OBJECT_BYTES = 32;

	/** With its frames, roughly. */
	private static final int THROWABLE_BYTES = 4096;

	private static final int MAX_CAUSES = 16;

	private static final Set<Class<?>> IMMUTABLE = Set.of(String.class, Integer.class, Long.class, Double.class,
			Float.class, Short.class, Byte.class, Character.class, Boolean.class, BigInteger.class, BigDecimal.class,
			UUID.class, URI.class, Class.class, Locale.class, Currency.class);

	private static final ClassValue<Kind> KINDS = new ClassValue<>() {

		@Override
		protected Kind computeValue(Class<?> type) {
			return Kind.of(type);
		}

	};

	private static final boolean STRUCTURED = HeldLine.isPresent("net.logstash.logback.marker.LogstashMarker")
			&& HeldLine.isPresent("tools.jackson.core.util.JsonGeneratorDelegate");

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
			arguments[i] = value(arguments[i]);
		}
	}

	List<KeyValuePair> pairs(List<KeyValuePair> pairs) {
		List<KeyValuePair> held = new ArrayList<>(pairs.size());
		for (KeyValuePair pair : pairs) {
			Object value = value(pair.value);
			held.add((value != pair.value) ? new KeyValuePair(pair.key, value) : pair);
		}
		return held;
	}

	List<Marker> markers(List<Marker> markers) {
		if (!STRUCTURED || !this.renderObjects) {
			return List.copyOf(markers);
		}
		List<Marker> held = new ArrayList<>(markers.size());
		for (Marker marker : markers) {
			held.add(HeldFields.marker(marker, this));
		}
		return held;
	}

	@Nullable Object value(@Nullable Object value) {
		if (value == null) {
			return null;
		}
		try {
			return switch (KINDS.get(value.getClass())) {
				case KEPT -> value;
				case COUNTER -> ((Number) value).longValue();
				case TEXT -> text(value);
				case COLLECTION, MAP, ARRAY -> new Copy().container(value, 0);
				case STRUCTURED -> this.renderObjects ? structured(value) : value;
				case OBJECT -> this.renderObjects ? object(value) : value;
			};
		}
		catch (Throwable ex) {
			return FAILED;
		}
	}

	private Object structured(Object argument) {
		return STRUCTURED ? HeldFields.argument(argument, this) : text(argument);
	}

	private Object object(Object source) {
		Object safe = (this.redactor != null) ? this.redactor.redactArgument(source, Exit.LOG) : source;
		return text((safe != null) ? safe : "null");
	}

	/** Whether a value has members that its text must not show. */
	boolean hides(@Nullable Object value) {
		try {
			return this.redactor != null && this.redactor.redactArgument(value, Exit.LOG) != value;
		}
		catch (Throwable ex) {
			return true;
		}
	}

	String text(Object source) {
		try {
			String text = String.valueOf(source.toString());
			return (text.length() <= MAX_TEXT) ? text : cut(text, MAX_TEXT, this.redactor);
		}
		catch (Throwable ex) {
			return FAILED;
		}
	}

	/**
	 * A secret that is cut is not known for one when the line is written, so it is looked
	 * for now. What remains is in front of the first secret, or at least so far in front
	 * of what was not looked at that no secret reaches there.
	 */
	static String cut(String text, int longest, @Nullable Redactor redactor) {
		int length = Math.min(text.length(), longest);
		String shown = text;
		if (redactor != null) {
			String seen = text.substring(0, Math.min(text.length(), longest + MARGIN));
			shown = redactor.redact(seen, Exit.LOG);
			if (seen.length() == text.length() && shown.length() <= longest) {
				return shown;
			}
			int same = 0;
			while (same < longest && same < shown.length() && shown.charAt(same) == seen.charAt(same)) {
				same++;
			}
			int unseen = (seen.length() < text.length()) ? MARGIN : 0;
			length = Math.min(longest, Math.max(same, shown.length() - unseen));
		}
		if (length > 0 && Character.isHighSurrogate(shown.charAt(length - 1))) {
			length--;
		}
		return shown.substring(0, length) + "...";
	}

	static long argumentBytes(@Nullable Object @Nullable [] arguments) {
		long bytes = 0;
		for (int i = 0; arguments != null && i < arguments.length; i++) {
			bytes += bytes(arguments[i]);
		}
		return bytes;
	}

	static long pairBytes(@Nullable List<KeyValuePair> pairs) {
		long bytes = 0;
		for (int i = 0; pairs != null && i < pairs.size(); i++) {
			KeyValuePair pair = pairs.get(i);
			bytes += OBJECT_BYTES + ((pair.key != null) ? pair.key.length() : 0) + bytes(pair.value);
		}
		return bytes;
	}

	static long markerBytes(@Nullable List<Marker> markers) {
		long bytes = 0;
		for (int i = 0; STRUCTURED && markers != null && i < markers.size(); i++) {
			bytes += HeldFields.bytes(markers.get(i));
		}
		return bytes;
	}

	static long mdcBytes(@Nullable Map<String, String> mdc) {
		if (mdc == null || mdc.isEmpty()) {
			return 0;
		}
		long bytes = OBJECT_BYTES;
		// Not by its entries, each of which would be wrapped
		for (String key : mdc.keySet()) {
			bytes += bytes(key);
		}
		for (String value : mdc.values()) {
			bytes += bytes(value);
		}
		return bytes;
	}

	/**
	 * Estimate what was kept. Only our own copies are looked into.
	 */
	private static long bytes(@Nullable Object value) {
		if (value instanceof String text) {
			return OBJECT_BYTES + text.length();
		}
		if (value == null || value instanceof Integer || value instanceof Long) {
			return OBJECT_BYTES;
		}
		if (value instanceof Throwable throwable) {
			return throwableBytes(throwable);
		}
		if (value instanceof BigInteger number) {
			return OBJECT_BYTES + number.bitLength() / Byte.SIZE;
		}
		if (value instanceof BigDecimal number) {
			return OBJECT_BYTES + number.unscaledValue().bitLength() / Byte.SIZE;
		}
		if (value instanceof URI uri) {
			return OBJECT_BYTES + uri.toString().length();
		}
		Class<?> type = value.getClass();
		if (type.isArray()) {
			return (value instanceof Object[] array) ? OBJECT_BYTES + argumentBytes(array)
					: OBJECT_BYTES + (long) Array.getLength(value) * Long.BYTES;
		}
		long bytes = OBJECT_BYTES;
		if (type == ArrayList.class) {
			for (Object element : (List<?>) value) {
				bytes += bytes(element);
			}
		}
		else if (type == LinkedHashMap.class) {
			for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
				bytes += bytes(entry.getKey()) + bytes(entry.getValue());
			}
		}
		else if (STRUCTURED) {
			bytes += HeldFields.bytes(value);
		}
		return bytes;
	}

	static long throwableBytes(@Nullable Throwable throwable) {
		long bytes = 0;
		Throwable each = throwable;
		for (int i = 0; each != null && i < MAX_CAUSES; i++) {
			bytes += THROWABLE_BYTES;
			try {
				String message = each.getMessage();
				bytes += (message != null) ? message.length() : 0;
				bytes += (long) each.getSuppressed().length * THROWABLE_BYTES;
				each = each.getCause();
			}
			catch (Throwable ex) {
				return bytes;
			}
		}
		return bytes;
	}

	/**
	 * How to keep an object of a class.
	 */
	private enum Kind {

		KEPT, COUNTER, COLLECTION, MAP, ARRAY, TEXT, STRUCTURED, OBJECT;

		static Kind of(Class<?> type) {
			if (IMMUTABLE.contains(type) || Enum.class.isAssignableFrom(type) || Throwable.class.isAssignableFrom(type)
					|| type.getName().startsWith("java.time.") || InetAddress.class.isAssignableFrom(type)) {
				return KEPT;
			}
			if (type.isArray()) {
				return ARRAY;
			}
			if (isStructured(type)) {
				return STRUCTURED;
			}
			// Others show more, or something else, than their elements
			if (type.getName().startsWith("java.util.") && Collection.class.isAssignableFrom(type)) {
				return COLLECTION;
			}
			if (type.getName().startsWith("java.util.") && Map.class.isAssignableFrom(type)) {
				return MAP;
			}
			if (type.getName().startsWith("java.util.concurrent.atomic.") && Number.class.isAssignableFrom(type)
					&& !type.getSimpleName().startsWith("Double")) {
				return COUNTER;
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

	/**
	 * Copies a container, with all it contains.
	 */
	private final class Copy {

		private int left = MAX_VALUES;

		private @Nullable Object element(@Nullable Object value, int depth) {
			Kind kind = (value != null) ? KINDS.get(value.getClass()) : Kind.KEPT;
			return (value != null && (kind == Kind.COLLECTION || kind == Kind.MAP || kind == Kind.ARRAY))
					? container(value, depth) : value(value);
		}

		Object container(Object source, int depth) {
			try {
				Collection<?> elements = (source instanceof Map<?, ?> map) ? map.entrySet()
						: (source instanceof Collection<?> collection) ? collection : List.of();
				boolean array = source.getClass().isArray();
				int size = array ? Array.getLength(source) : elements.size();
				if (depth == MAX_DEPTH || size > MAX_ELEMENTS || size > this.left) {
					return array ? source.getClass().getComponentType().getSimpleName() + "[" + size + "]"
							: source.getClass().getSimpleName() + " of " + size;
				}
				this.left -= size;
				return array ? array(source, size, depth)
						: (source instanceof Map<?, ?>) ? map(elements, depth) : collection(elements, size, depth);
			}
			catch (Throwable ex) {
				return FAILED;
			}
		}

		private Object collection(Collection<?> source, int size, int depth) {
			List<@Nullable Object> copy = new ArrayList<>(size);
			// Others may add meanwhile
			Iterator<?> elements = source.iterator();
			for (int i = 0; i < MAX_ELEMENTS && elements.hasNext(); i++) {
				copy.add(element(elements.next(), depth + 1));
			}
			return copy;
		}

		private Object map(Collection<?> source, int depth) {
			Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
			Iterator<?> entries = source.iterator();
			for (int i = 0; i < MAX_ELEMENTS && entries.hasNext(); i++) {
				Map.Entry<?, ?> entry = (Map.Entry<?, ?>) entries.next();
				copy.put(key(entry.getKey(), depth + 1), element(entry.getValue(), depth + 1));
			}
			return copy;
		}

		/** Never by a reference, whose hash code is not ours to ask for. */
		private @Nullable Object key(@Nullable Object key, int depth) {
			Object held = element(key, depth);
			return (held == key && key != null && KINDS.get(key.getClass()) != Kind.KEPT) ? object(key) : held;
		}

		private Object array(Object source, int length, int depth) {
			if (source instanceof Object[] elements) {
				@Nullable Object[] copy = new Object[length];
				for (int i = 0; i < length; i++) {
					copy[i] = element(elements[i], depth + 1);
				}
				return copy;
			}
			Object copy = Array.newInstance(source.getClass().getComponentType(), length);
			System.arraycopy(source, 0, copy, 0, length);
			return copy;
		}

	}

}
