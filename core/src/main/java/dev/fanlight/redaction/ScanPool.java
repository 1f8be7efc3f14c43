package dev.fanlight.redaction;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A few reusable scans instead of one per thread, of which there may be a million. When
 * all are taken a new one is made and forgotten. Holds at most 32 scans of 8 KB, 4 of 128
 * KB and one softly of the longest text.
 */
final class ScanPool {

	private static final int SMALL = 4096;

	private static final int MEDIUM = 65536;

	private static final int STRIPES = 32;

	/** Neighbouring slots would share a cache line. */
	private static final int SPREAD = 16;

	private final AtomicReferenceArray<@Nullable Scan> small = new AtomicReferenceArray<>(STRIPES * SPREAD);

	private final AtomicReferenceArray<@Nullable Scan> medium = new AtomicReferenceArray<>(4 * SPREAD);

	private final AtomicReference<@Nullable SoftReference<Scan>> large = new AtomicReference<>();

	Scan acquire(int length) {
		if (length <= SMALL) {
			return acquire(this.small, STRIPES - 1, SMALL);
		}
		if (length <= MEDIUM) {
			return acquire(this.medium, 3, MEDIUM);
		}
		SoftReference<Scan> reference = this.large.getAndSet(null);
		Scan scan = (reference != null) ? reference.get() : null;
		return (scan != null && scan.capacity() >= length) ? scan : new Scan(length);
	}

	void release(Scan scan) {
		int capacity = scan.capacity();
		if (capacity == SMALL) {
			this.small.setRelease(stripe(STRIPES - 1), scan);
		}
		else if (capacity == MEDIUM) {
			this.medium.setRelease(stripe(3), scan);
		}
		else {
			SoftReference<Scan> reference = scan.reference;
			if (reference == null) {
				reference = new SoftReference<>(scan);
				scan.reference = reference;
			}
			this.large.set(reference);
		}
	}

	private static Scan acquire(AtomicReferenceArray<@Nullable Scan> slots, int mask, int capacity) {
		int home = stripe(mask);
		Scan scan = slots.getAndSet(home, null);
		return (scan != null) ? scan : new Scan(capacity);
	}

	private static int stripe(int mask) {
		long id = Thread.currentThread().getId();
		return (int) ((id * 0x9E3779B97F4A7C15L) >>> 59) % (mask + 1) * SPREAD;
	}

}
