package dev.fanlight.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guard adds to looking up a timer that exists: nothing. */
class CardinalityAllocationTests {

	private static final int ROUNDS = 20_000;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final CardinalityBenchmark benchmark = new CardinalityBenchmark();

	@Test
	void aKnownValueAllocatesWhatItDoesWithoutAGuard() {
		// Both once, so that both are loaded
		bytes(this.benchmark::plain);
		bytes(this.benchmark::known);
		double plain = bytes(this.benchmark::plain);
		double guarded = bytes(this.benchmark::known);
		assertThat(guarded - plain).isLessThan(4);
	}

	@Test
	void aFoldedValueAllocatesFarLessThanASeries() {
		bytes(this.benchmark::folded);
		assertThat(bytes(this.benchmark::folded)).isLessThan(2500);
	}

	private double bytes(Supplier<?> lookup) {
		long before = this.threads.getCurrentThreadAllocatedBytes();
		Object last = null;
		for (int i = 0; i < ROUNDS; i++) {
			last = lookup.get();
		}
		long after = this.threads.getCurrentThreadAllocatedBytes();
		assertThat(last).isNotNull();
		return (double) (after - before) / ROUNDS;
	}

}
