package dev.fanlight.tracing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A configured value and what is laid over it for now: one change for each key, applied
 * in the order in which they were made. It holds as many changes as there are keys in
 * force; whoever makes them bounds these. Thread-safe; reading takes no lock.
 *
 * @param <T> the kind of value, which nobody changes in place
 */
public final class Overlay<T> implements Supplier<T> {

	private final T configured;

	private final Consumer<T> listener;

	private final Map<String, UnaryOperator<T>> changes = new LinkedHashMap<>();

	private volatile T current;

	/**
	 * Lay nothing over a value yet.
	 * @param configured the value
	 */
	public Overlay(T configured) {
		this(configured, (value) -> {
		});
	}

	/**
	 * Lay nothing over a value yet.
	 * @param configured the value, which is in force already
	 * @param listener told of each other value that comes into force
	 */
	public Overlay(T configured, Consumer<T> listener) {
		this.configured = configured;
		this.current = configured;
		this.listener = listener;
	}

	/**
	 * The value in force.
	 * @return the value
	 */
	@Override
	public T get() {
		return this.current;
	}

	/**
	 * The value without any change.
	 * @return the value
	 */
	public T configured() {
		return this.configured;
	}

	/**
	 * The change of a key.
	 * @param key the key
	 * @return what is laid over the value, {@code null} if nothing is
	 */
	public synchronized @Nullable UnaryOperator<T> changeOf(String key) {
		return this.changes.get(key);
	}

	/**
	 * Change the value. What the key changed before is replaced at once.
	 * @param key whose change it is
	 * @param change makes another value of one, whatever the other changes made of it
	 * @return takes the change of this key away, also a later one
	 */
	public synchronized Runnable change(String key, UnaryOperator<T> change) {
		this.changes.remove(key);
		this.changes.put(key, change);
		apply();
		return () -> remove(key);
	}

	private synchronized void remove(String key) {
		this.changes.remove(key);
		apply();
	}

	private void apply() {
		T value = this.configured;
		for (UnaryOperator<T> change : this.changes.values()) {
			value = change.apply(value);
		}
		this.current = value;
		this.listener.accept(value);
	}

}
