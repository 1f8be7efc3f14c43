package dev.fanlight.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the timer of entries allocates for a request: the time of its start and the place
 * where the observation keeps it.
 */
class EntryAllocationTests {

	private static final int ROUNDS = 50_000;

	/** Beside other builds the compiler comes late. */
	private static final int REPEATS = 60;

	/**
	 * An observation of Micrometer's, some 870 to 900 bytes, and of ours the start, 24,
	 * its place, 32, and the first table of the observation: 1008 to 1080 together, as
	 * the compiler leaves it, on JDK 17 and 25.
	 */
	private static final int BUDGET = 1100;

	/** What Boot's timer costs more, at least. */
	private static final int SAVED = 600;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final EntryBenchmark benchmark = new EntryBenchmark();

	@Test
	void anEntryAllocatesLittleAndFarLessThanBootsTimer() {
		double entry = bytes(this.benchmark::entry);
		assertThat(entry).isLessThanOrEqualTo(BUDGET);
		assertThat(bytes(this.benchmark::boots)).isGreaterThan(entry + SAVED);
	}

	private double bytes(Supplier<?> request) {
		double least = Double.MAX_VALUE;
		for (int i = 0; i < REPEATS; i++) {
			least = Math.min(least, allocated(request));
		}
		return least;
	}

	private double allocated(Supplier<?> request) {
		long before = this.threads.getCurrentThreadAllocatedBytes();
		Object last = null;
		for (int i = 0; i < ROUNDS; i++) {
			last = request.get();
		}
		long after = this.threads.getCurrentThreadAllocatedBytes();
		assertThat(last).isNotNull();
		return (double) (after - before) / ROUNDS;
	}

}
