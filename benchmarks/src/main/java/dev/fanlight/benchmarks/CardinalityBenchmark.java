package dev.fanlight.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fanlight.metrics.CardinalityGuard;
import dev.fanlight.metrics.CardinalityLimits;
import dev.fanlight.metrics.MeterNaming;
import dev.fanlight.metrics.RequestTagFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Looking up the timer of a request: in a plain registry, in a guarded one under values
 * that have their series, and under values that have none and are counted together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CardinalityBenchmark {

	private static final String REQUESTS = MeterNaming.MICROMETER.server().meter();

	private static final int VALUES = 1024;

	private static final int LIMIT = 100;

	private final Tags[] known = new Tags[LIMIT];

	private final Tags[] unknown = new Tags[VALUES];

	private final MeterRegistry plain = new SimpleMeterRegistry();

	private final MeterRegistry guarded = new SimpleMeterRegistry();

	private int next;

	/** Fill both registries to the limit. */
	public CardinalityBenchmark() {
		CardinalityLimits limits = new CardinalityLimits(LIMIT, Map.of(), 1000, 10_000, Duration.ZERO, "other");
		this.guarded.config()
			.meterFilter(
					new RequestTagFilter(MeterNaming.MICROMETER.server(), MeterNaming.MICROMETER.client(), "other"));
		new CardinalityGuard(limits, (meter) -> false, System::nanoTime).guard(this.guarded);
		for (int i = 0; i < LIMIT; i++) {
			this.known[i] = tags("/known/" + i);
			this.plain.timer(REQUESTS, this.known[i]);
			this.guarded.timer(REQUESTS, this.known[i]);
		}
		for (int i = 0; i < VALUES; i++) {
			this.unknown[i] = tags("/unknown/" + i);
		}
	}

	private static Tags tags(String uri) {
		return Tags.of("exception", "none", "method", "GET", "outcome", "SUCCESS", "status", "200", "uri", uri);
	}

	/** A registry without a guard. */
	@Benchmark
	public Timer plain() {
		return this.plain.timer(REQUESTS, this.known[this.next++ & 63]);
	}

	/** A guarded registry, a value that has its series. */
	@Benchmark
	public Timer known() {
		return this.guarded.timer(REQUESTS, this.known[this.next++ & 63]);
	}

	/** A guarded registry, a value without room. */
	@Benchmark
	public Timer folded() {
		return this.guarded.timer(REQUESTS, this.unknown[this.next++ & (VALUES - 1)]);
	}

}
