package dev.fanlight.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of the application's threads per operation, the best of all iterations:
 * what wall-clock time cannot tell on a machine that is shared with other work.
 */
public final class CpuTimeProfiler implements InternalProfiler {

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private long before;

	@Override
	public String getDescription() {
		return "Processor time per operation";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
		this.before = spent();
	}

	@Override
	public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
			IterationResult result) {
		double spent = spent() - this.before;
		return List
			.of(new ScalarResult("cpu.best", spent / result.getMetadata().getAllOps(), "ns/op", AggregationPolicy.MIN));
	}

	private long spent() {
		long spent = 0;
		for (long id : this.threads.getAllThreadIds()) {
			spent += Math.max(0, this.threads.getThreadCpuTime(id));
		}
		return spent;
	}

}
