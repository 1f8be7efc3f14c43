package dev.fanlight.redaction;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.fanlight.redaction.SensitiveMembers.Member;

/**
 * Writes an object with sensitive members as {@code Type[a=1, b=[REDACTED:sensitive]]}.
 * Walks without recursion, at most 8 levels and 1000 values deep; what lies beyond is
 * {@code [REDACTED:oversize]}.
 */
final class ObjectRenderer {

	private static final int MAX_DEPTH = 8;

	private static final int MAX_VALUES = 1000;

	private static final int MAX_CONTAINERS = 10_000;

	/** Text to append, or a value to render. */
	private record Item(@Nullable String text, @Nullable Object value, int depth) {

	}

	private final Deque<Item> open = new ArrayDeque<>();

	private final StringBuilder out = new StringBuilder();

	private final Writer writer;

	private final int detector;

	private int values;

	private boolean oversize;

	ObjectRenderer(Writer writer, int detector) {
		this.writer = writer;
		this.detector = detector;
	}

	/**
	 * Whether the argument is, or holds, an object with sensitive members. Where there
	 * are too many containers to look into, it may.
	 */
	static boolean concerns(Object root) {
		Deque<Object> open = new ArrayDeque<>();
		boolean found = concerns(open, root);
		for (int n = 0; !found && !open.isEmpty(); n++) {
			Object container = open.pop();
			Iterator<?> elements = ((container instanceof Map<?, ?> map) ? map.entrySet()
					: (container instanceof Object[] array) ? Arrays.asList(array)
							: (container instanceof Collection<?> collection) ? collection
									: SensitiveMembers.of(container.getClass()).held(container))
				.iterator();
			found = n == MAX_CONTAINERS;
			while (!found && elements.hasNext()) {
				found = concerns(open, elements.next());
			}
		}
		return found;
	}

	/** The same of a value that is no container; containers wait. */
	private static boolean concerns(Deque<Object> open, @Nullable Object value) {
		Object held = value;
		while (held instanceof Optional<?> optional) {
			held = optional.orElse(null);
		}
		if (held instanceof Map || held instanceof Collection || held instanceof Object[]) {
			open.push(held);
			return open.size() > MAX_CONTAINERS;
		}
		if (held == null || SensitiveMembers.of(held.getClass()).sensitive()) {
			return held != null;
		}
		if (SensitiveMembers.of(held.getClass()).generic()) {
			open.push(held);
			return open.size() > MAX_CONTAINERS;
		}
		return held instanceof Map.Entry<?, ?> entry
				&& (concerns(open, entry.getKey()) || concerns(open, entry.getValue()));
	}

	boolean oversize() {
		return this.oversize;
	}

	String render(Object root) {
		this.open.push(new Item(null, root, 0));
		while (!this.open.isEmpty()) {
			Item item = this.open.pop();
			if (item.text != null) {
				this.out.append(item.text);
			}
			else if (item.value == null) {
				this.out.append("null");
			}
			else if (item.depth > MAX_DEPTH || ++this.values > MAX_VALUES) {
				this.oversize = true;
				this.out.append(Redactor.OVERSIZE);
			}
			else {
				expand(item.value, item.depth + 1);
			}
		}
		return this.out.toString();
	}

	private void expand(Object value, int depth) {
		List<Item> items = new ArrayList<>();
		if (value instanceof Map<?, ?> map) {
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				items.add(new Item(items.isEmpty() ? "{" : ", ", null, 0));
				entry(entry, items, depth);
				if (items.size() > MAX_VALUES * 4) {
					break;
				}
			}
			items.add(new Item(items.isEmpty() ? "{}" : "}", null, 0));
		}
		else if (value instanceof Collection<?> collection) {
			elements(collection, items, depth);
		}
		else if (value.getClass().isArray()) {
			List<@Nullable Object> elements = new ArrayList<>();
			for (int i = 0; i < Math.min(Array.getLength(value), MAX_VALUES + 1); i++) {
				elements.add(Array.get(value, i));
			}
			elements(elements, items, depth);
		}
		else if (value instanceof Optional<?> optional) {
			items.add(new Item("Optional[", null, 0));
			items.add(new Item(null, optional.orElse(null), depth));
			items.add(new Item("]", null, 0));
		}
		else {
			SensitiveMembers type = SensitiveMembers.of(value.getClass());
			if (type.sensitive() || type.generic() && concerns(value)) {
				members(value, type, items, depth);
			}
			else if (value instanceof Map.Entry<?, ?> entry) {
				entry(entry, items, depth);
			}
			else {
				this.out.append(value);
			}
		}
		for (int i = items.size() - 1; i >= 0; i--) {
			this.open.push(items.get(i));
		}
	}

	private static void entry(Map.Entry<?, ?> entry, List<Item> items, int depth) {
		items.add(new Item(null, entry.getKey(), depth));
		items.add(new Item("=", null, 0));
		items.add(new Item(null, entry.getValue(), depth));
	}

	private static void elements(Collection<?> elements, List<Item> items, int depth) {
		for (Object element : elements) {
			items.add(new Item(items.isEmpty() ? "[" : ", ", null, 0));
			items.add(new Item(null, element, depth));
			if (items.size() > MAX_VALUES * 2) {
				break;
			}
		}
		items.add(new Item(items.isEmpty() ? "[]" : "]", null, 0));
	}

	private void members(Object owner, SensitiveMembers type, List<Item> items, int depth) {
		items.add(new Item(type.name() + "[", null, 0));
		String comma = "";
		for (Member member : type.members()) {
			items.add(new Item(comma + member.name() + "=", null, 0));
			Object value = member.value(owner);
			if (member.sensitive() && value != null) {
				items.add(new Item(this.writer.replacement(this.detector, 0, String.valueOf(value), false), null, 0));
			}
			else {
				items.add(new Item(null, value, depth));
			}
			comma = ", ";
		}
		items.add(new Item("]", null, 0));
	}

}
