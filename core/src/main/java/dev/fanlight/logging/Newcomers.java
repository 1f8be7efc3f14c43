package dev.fanlight.logging;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import dev.fanlight.logging.LogBill.Item;
import org.jspecify.annotations.Nullable;

/**
 * Finds those who write most among more loggers than it can remember (space saving, by
 * Metwally and others). An unknown one takes the place of the one with the least bytes
 * among the {@value #WAYS} where it belongs, and with the place that number: it has
 * written no more than that before. So one is here that has written more than a part of
 * {@value #WAYS} of all that came to its places.
 * <p>
 * Takes no lock; allocates nothing for one that it knows.
 */
final class Newcomers {

	static final int WAYS = 8;

	/** A power of two. */
	private static final int PLACES = 256;

	private final AtomicReferenceArray<@Nullable Item> table = new AtomicReferenceArray<>(PLACES);

	void count(String logger, String level, int bytes) {
		int hash = logger.hashCode() * 31 + level.hashCode();
		int first = (hash ^ (hash >>> 16)) * WAYS & (PLACES - 1);
		while (true) {
			int least = first;
			Item there = null;
			for (int place = first; place < first + WAYS; place++) {
				Item item = this.table.get(place);
				if (item != null && item.level().equals(level) && item.logger().equals(logger)) {
					item.count(bytes);
					return;
				}
				if (place == first || item == null || (there != null && item.atMost() < there.atMost())) {
					least = place;
					there = item;
				}
				if (item == null) {
					break;
				}
			}
			Item created = new Item(logger, level, (there != null) ? there.atMost() : 0);
			created.count(bytes);
			if (this.table.compareAndSet(least, there, created)) {
				return;
			}
		}
	}

	void forEach(Consumer<Item> consumer) {
		for (int place = 0; place < PLACES; place++) {
			Item item = this.table.get(place);
			if (item != null) {
				consumer.accept(item);
			}
		}
	}

}
