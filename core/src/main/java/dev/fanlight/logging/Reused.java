package dev.fanlight.logging;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A few large objects that threads use one after the other, virtual ones too. A thread
 * that finds its place empty makes a new one. Thread-safe, takes no lock.
 *
 * @param <T> the type of the objects
 */
final class Reused<T extends @Nullable Object> {

	private static final int PLACES = 16;

	private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(PLACES);

	private final Supplier<T> factory;

	Reused(Supplier<T> factory) {
		this.factory = factory;
	}

	T take() {
		T known = this.places.getAndSet(place(), null);
		return (known != null) ? known : this.factory.get();
	}

	void give(T object) {
		this.places.set(place(), object);
	}

	@SuppressWarnings("deprecation")
	private static int place() {
		return (int) Thread.currentThread().getId() & (PLACES - 1);
	}

}
