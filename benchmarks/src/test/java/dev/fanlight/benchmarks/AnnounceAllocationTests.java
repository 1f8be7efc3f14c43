package dev.fanlight.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

import com.sun.management.ThreadMXBean;
import dev.fanlight.benchmarks.AnnounceBenchmark.Turn;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call allocates for being announced: nothing beside its headers unless it is, and
 * a bounded amount then.
 */
class AnnounceAllocationTests {

	private static final int ROUNDS = 20_000;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final AnnounceBenchmark benchmark = new AnnounceBenchmark();

	private final Turn turn = new Turn();

	@Test
	void onlyAnAnnouncedCallAllocates() {
		double plain = bytes(this.benchmark::plain);
		assertThat(bytes(this.benchmark::undecided) - plain).isLessThan(1);
		assertThat(bytes(this.benchmark::silent) - plain).isLessThan(1);
		assertThat(bytes(this.benchmark::announced) - plain).isBetween(1.0, 400.0);
	}

	/** The least of several runs: what a machine allocates now and then is no cost. */
	private double bytes(Consumer<Turn> call) {
		return DoubleStream.generate(() -> run(call)).limit(5).min().orElseThrow();
	}

	private double run(Consumer<Turn> call) {
		long before = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < ROUNDS; i++) {
			call.accept(this.turn);
		}
		return (double) (this.threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
	}

}
