package dev.fanlight.tracing.tail;

/**
 * A set of span ids without boxes: open addressing, at most half full. Zero is no id.
 */
final class SpanIds {

	private static final int SMALLEST = 8;

	private static final long[] NONE = new long[0];

	private long[] slots = NONE;

	private int size;

	boolean isEmpty() {
		return this.size == 0;
	}

	int size() {
		return this.size;
	}

	void add(long id) {
		if (this.size * 2 >= this.slots.length) {
			grow();
		}
		int slot = slot(id);
		while (this.slots[slot] != 0) {
			if (this.slots[slot] == id) {
				return;
			}
			slot = next(slot);
		}
		this.slots[slot] = id;
		this.size++;
	}

	boolean remove(long id) {
		if (this.size == 0) {
			return false;
		}
		int slot = slot(id);
		while (this.slots[slot] != id) {
			if (this.slots[slot] == 0) {
				return false;
			}
			slot = next(slot);
		}
		this.size--;
		close(slot);
		return true;
	}

	/** Moves what was displaced by the removed id back to where it is looked for. */
	private void close(int gap) {
		int hole = gap;
		for (int slot = next(gap); this.slots[slot] != 0; slot = next(slot)) {
			int home = slot(this.slots[slot]);
			boolean reachable = (hole <= slot) ? home > hole && home <= slot : home > hole || home <= slot;
			if (!reachable) {
				this.slots[hole] = this.slots[slot];
				hole = slot;
			}
		}
		this.slots[hole] = 0;
	}

	private void grow() {
		long[] before = this.slots;
		this.slots = new long[Math.max(SMALLEST, before.length * 2)];
		this.size = 0;
		for (long id : before) {
			if (id != 0) {
				add(id);
			}
		}
	}

	private int slot(long id) {
		return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (this.slots.length - 1);
	}

	private int next(int slot) {
		return (slot + 1) & (this.slots.length - 1);
	}

}
