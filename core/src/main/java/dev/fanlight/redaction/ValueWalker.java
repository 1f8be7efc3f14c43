package dev.fanlight.redaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Redacts a structured value: text by key and shape, numbers by key, containers element
 * by element into copies. Walks without recursion, at most 16 levels deep and 10000
 * values wide; what lies beyond is {@code [REDACTED:oversize]}.
 */
final class ValueWalker {

	private static final int MAX_DEPTH = 16;

	private static final int MAX_VALUES = 10_000;

	private static final double SHORTEST_CARD = 1e13;

	private final Redactor redactor;

	private final Exit exit;

	private final Deque<Level> levels = new ArrayDeque<>();

	private int values;

	ValueWalker(Redactor redactor, Exit exit) {
		this.redactor = redactor;
		this.exit = exit;
	}

	/** A container that is being copied. */
	private static final class Level {

		final Object source;

		final String key;

		final Iterator<?> rest;

		final @Nullable Map<@Nullable Object, @Nullable Object> map;

		final List<@Nullable Object> list = new ArrayList<>();

		@Nullable Object name;

		boolean changed;

		Level(Object source, String key) {
			this.source = source;
			this.key = key;
			if (source instanceof Map || source instanceof Map.Entry) {
				this.rest = ((source instanceof Map<?, ?> entries) ? entries.entrySet() : List.of(source)).iterator();
				this.map = new LinkedHashMap<>();
			}
			else {
				this.rest = ((source instanceof Object[] array) ? Arrays.asList(array) : (Collection<?>) source)
					.iterator();
				this.map = null;
			}
		}

		void put(@Nullable Object before, @Nullable Object after) {
			this.changed |= before != after;
			if (this.map == null) {
				this.list.add(after);
			}
			else if (after == Redactor.DROPPED) {
				this.changed = true;
			}
			else {
				this.map.put(this.name, after);
			}
		}

		Object result() {
			if (!this.changed) {
				return this.source;
			}
			return (this.map != null) ? this.map : (this.source instanceof String[]) ? this.list.toArray(new String[0])
					: (this.source instanceof Object[]) ? this.list.toArray() : this.list;
		}

	}

	@Nullable Object redact(String key, Object value) {
		if (!container(value)) {
			return leaf(key, value);
		}
		this.levels.push(new Level(value, key));
		Object result = null;
		while (!this.levels.isEmpty()) {
			Level level = this.levels.element();
			if (this.values > MAX_VALUES || !level.rest.hasNext()) {
				this.levels.pop();
				result = level.result();
				Level parent = this.levels.peek();
				if (parent != null) {
					parent.put(level.source, result);
				}
				continue;
			}
			Object next = level.rest.next();
			String name = level.key;
			if (next instanceof Map.Entry<?, ?> entry && level.map != null) {
				level.name = entry.getKey();
				String own = String.valueOf(entry.getKey());
				name = this.redactor.isSensitive(level.key) ? level.key : own;
				next = entry.getValue();
			}
			if (next == null) {
				level.put(null, null);
			}
			else if (this.levels.size() > MAX_DEPTH && container(next) || ++this.values > MAX_VALUES) {
				level.put(next, this.redactor.oversize(this.exit));
			}
			else if (container(next)) {
				this.levels.push(new Level(next, name));
			}
			else {
				level.put(next, leaf(name, next));
			}
		}
		return result;
	}

	private static boolean container(Object value) {
		return value instanceof Map || value instanceof Collection || value instanceof Object[]
				|| value instanceof Map.Entry && !SensitiveMembers.of(value.getClass()).sensitive();
	}

	private @Nullable Object leaf(String key, Object value) {
		if (value instanceof String text) {
			return this.redactor.redact(key, text, this.exit);
		}
		if (value instanceof Boolean) {
			return value;
		}
		if (value instanceof Number number) {
			return number(key, number);
		}
		if (value instanceof CharSequence text) {
			return rewritten(key, text, text.toString());
		}
		Object shown = this.redactor.redactArgument(value, this.exit);
		if (shown instanceof String rendered && shown != value) {
			return this.redactor.redact(key, rendered, this.exit);
		}
		if (this.redactor.isSensitive(key)) {
			return rewritten(key, value, value.getClass().isArray() ? "array" : String.valueOf(value));
		}
		return value;
	}

	private @Nullable Object number(String key, Number number) {
		if (!this.redactor.isSensitive(key) && Math.abs(number.doubleValue()) < SHORTEST_CARD) {
			return number;
		}
		String text = number.toString();
		String redacted = this.redactor.redact(key, text, this.exit);
		return (redacted == text) ? number : (redacted == Redactor.DROPPED) ? redacted : null;
	}

	private Object rewritten(String key, Object value, String text) {
		String redacted = this.redactor.redact(key, text, this.exit);
		return (redacted == text) ? value : redacted;
	}

}
