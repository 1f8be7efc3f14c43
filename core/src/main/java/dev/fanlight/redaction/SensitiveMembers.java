package dev.fanlight.redaction;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a class says about its own members, read once per class.
 */
final class SensitiveMembers {

	private static final ClassValue<SensitiveMembers> CACHE = new ClassValue<>() {

		@Override
		protected SensitiveMembers computeValue(Class<?> type) {
			return new SensitiveMembers(type);
		}

	};

	private static final int MAX_TYPES = 256;

	private final String name;

	private final List<Member> members = new ArrayList<>();

	/** Those of which only an object knows the type. */
	private final List<Member> generic = new ArrayList<>();

	private final boolean sensitive;

	private SensitiveMembers(Class<?> type) {
		this.name = type.getSimpleName();
		this.sensitive = reaches(type);
		members(type);
	}

	static SensitiveMembers of(Class<?> type) {
		return CACHE.get(type);
	}

	/**
	 * Whether the class, or the declared type of one of its members, has a sensitive
	 * member.
	 */
	boolean sensitive() {
		return this.sensitive;
	}

	/** Whether a member is declared with a type variable. */
	boolean generic() {
		return !this.generic.isEmpty();
	}

	/** The values of such members. */
	List<@Nullable Object> held(Object owner) {
		List<@Nullable Object> held = new ArrayList<>();
		this.generic.forEach((member) -> held.add(member.value(owner)));
		return held;
	}

	String name() {
		return this.name;
	}

	List<Member> members() {
		return this.members;
	}

	/**
	 * A member.
	 *
	 * @param name name of the field
	 * @param field the field, {@code null} if it may not be read
	 * @param sensitive whether it is marked
	 */
	record Member(String name, @Nullable Field field, boolean sensitive) {

		@Nullable Object value(Object owner) {
			try {
				return (this.field != null) ? this.field.get(owner) : Unreadable.VALUE;
			}
			catch (IllegalAccessException ex) {
				return Unreadable.VALUE;
			}
		}

	}

	/** A member the module system hides. */
	enum Unreadable {

		VALUE;

		@Override
		public String toString() {
			return Writer.ERROR;
		}

	}

	private void members(Class<?> type) {
		Set<String> marked = marked(type);
		for (Class<?> owner = type; owner != null && !platform(owner); owner = owner.getSuperclass()) {
			for (Field field : owner.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
					Member member = new Member(field.getName(), open(field) ? field : null,
							marked.contains(field.getName()));
					this.members.add(member);
					if (mentioned(field.getGenericType(), new ArrayDeque<>())) {
						this.generic.add(member);
					}
				}
			}
		}
	}

	private static boolean open(AccessibleObject member) {
		try {
			member.setAccessible(true);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/** Names of the fields that are marked, themselves or through getter or parameter. */
	private static Set<String> marked(Class<?> type) {
		Set<String> marked = new HashSet<>();
		for (Class<?> owner = type; owner != null && !platform(owner); owner = owner.getSuperclass()) {
			for (Field field : owner.getDeclaredFields()) {
				if (field.isAnnotationPresent(Sensitive.class)) {
					marked.add(field.getName());
				}
			}
			for (Method method : owner.getDeclaredMethods()) {
				if (method.isAnnotationPresent(Sensitive.class)) {
					marked.add(property(method.getName()));
				}
			}
			for (Constructor<?> constructor : owner.getDeclaredConstructors()) {
				for (Parameter parameter : constructor.getParameters()) {
					if (parameter.isAnnotationPresent(Sensitive.class)) {
						marked.add(parameter.getName());
					}
				}
			}
		}
		return marked;
	}

	private static String property(String method) {
		int prefix = method.startsWith("get") ? 3 : method.startsWith("is") ? 2 : 0;
		if (prefix == 0 || prefix >= method.length() || !Chars.upper(method.charAt(prefix))) {
			return method;
		}
		return (char) Chars.fold(method.charAt(prefix)) + method.substring(prefix + 1);
	}

	private static boolean reaches(Class<?> start) {
		Deque<Class<?>> open = new ArrayDeque<>();
		Set<Class<?>> seen = new HashSet<>();
		open.add(start);
		while (!open.isEmpty() && seen.size() < MAX_TYPES) {
			Class<?> type = open.remove();
			if (platform(type) || type.isEnum() || !seen.add(type)) {
				continue;
			}
			if (!marked(type).isEmpty()) {
				return true;
			}
			for (Class<?> owner = type; owner != null && !platform(owner); owner = owner.getSuperclass()) {
				for (Field field : owner.getDeclaredFields()) {
					if (!Modifier.isStatic(field.getModifiers())) {
						mentioned(field.getGenericType(), open);
					}
				}
			}
		}
		return false;
	}

	/** Adds the classes that a type mentions; whether it mentions a variable as well. */
	private static boolean mentioned(Type declared, Deque<Class<?>> classes) {
		boolean variable = false;
		Deque<Type> open = new ArrayDeque<>();
		open.add(declared);
		for (int n = 0; n < 32 && !open.isEmpty(); n++) {
			Type type = open.remove();
			if (type instanceof Class<?> plain) {
				Class<?> element = plain;
				while (element.isArray()) {
					element = element.getComponentType();
				}
				classes.add(element);
			}
			else if (type instanceof ParameterizedType generic) {
				open.addAll(List.of(generic.getActualTypeArguments()));
				open.add(generic.getRawType());
			}
			else if (type instanceof GenericArrayType array) {
				open.add(array.getGenericComponentType());
			}
			else if (type instanceof WildcardType wildcard) {
				open.addAll(List.of(wildcard.getUpperBounds()));
			}
			variable |= type instanceof TypeVariable;
		}
		return variable;
	}

	private static boolean platform(Class<?> type) {
		return type.isPrimitive() || type.getClassLoader() == null || type.isInterface() || type.isAnnotation()
				|| type.getName().startsWith("java.");
	}

}
