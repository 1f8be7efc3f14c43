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

	private static final int REPEATS = 20;

	/**
	 * The start, 24 bytes, its place, 32, and the first table of the observation: 136 on
	 * JDK 17, 168 on 25.
	 */
	private static final int START = 168;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final EntryBenchmark benchmark = new EntryBenchmark();

	@Test
	void anEntryAllocatesNoMoreThanItsStartAndFarLessThanBootsTimer() {
		double entry = bytes(this.benchmark::entry);
		assertThat(entry).isLessThanOrEqualTo(START);
		assertThat(bytes(this.benchmark::boots)).isGreaterThan(4 * entry);
	}

	/** Beyond an observation that nobody looks at, each as the compiler leaves it. */
	private double bytes(Supplier<?> request) {
		double alone = Double.MAX_VALUE;
		double measured = Double.MAX_VALUE;
		for (int i = 0; i < REPEATS; i++) {
			alone = Math.min(alone, allocated(this.benchmark::nobody));
			measured = Math.min(measured, allocated(request));
		}
		return measured - alone;
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
