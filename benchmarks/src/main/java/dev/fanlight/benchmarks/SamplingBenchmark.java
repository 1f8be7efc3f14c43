package dev.fanlight.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fanlight.tracing.sampling.SamplingControl;
import dev.fanlight.tracing.sampling.SamplingPlan;
import dev.fanlight.tracing.sampling.Verdict;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One decision about a trace that begins: Boot's sampler, ours in its place, a rate, and
 * three rules of which none matches.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SamplingBenchmark {

	private static final float RATIO = 0.1F;

	private static final int IDS = 1024;

	private final Sampler boot = Sampler.parentBased(Sampler.traceIdRatioBased(RATIO));

	private final Sampler ratio = sampler(new SamplingPlan(List.of(), null, true, 0, 0));

	private final Sampler rate = sampler(
			new SamplingPlan(List.of(), Verdict.perSecond(1, System::nanoTime), true, 0, 0));

	private final Sampler rules = sampler(new SamplingPlan(List.of((request, kind, name, attributes) -> null,
			(request, kind, name, attributes) -> (kind == SpanKind.CONSUMER) ? Verdict.always() : null,
			(request, kind, name, attributes) -> name.isEmpty() ? null : Verdict.never()), null, true, 0, 0));

	private final String[] ids = new String[IDS];

	private int next;

	/** Make the trace ids. */
	public SamplingBenchmark() {
		for (int i = 0; i < IDS; i++) {
			this.ids[i] = IdGenerator.random().generateTraceId();
		}
	}

	private Sampler sampler(SamplingPlan plan) {
		return new SamplingControl(plan, () -> false, System::nanoTime).inFrontOf(this.boot, RATIO);
	}

	/** The sampler of Boot. */
	@Benchmark
	public Object boot() {
		return decide(this.boot);
	}

	/** Its ratio as a threshold. */
	@Benchmark
	public Object ratio() {
		return decide(this.ratio);
	}

	/** A rate whose bucket is usually empty. */
	@Benchmark
	public Object rate() {
		return decide(this.rate);
	}

	/** Rules that do not match, then the threshold. */
	@Benchmark
	public Object rules() {
		return decide(this.rules);
	}

	private Object decide(Sampler sampler) {
		String id = this.ids[this.next++ & (IDS - 1)];
		return sampler.shouldSample(Context.root(), id, "", SpanKind.SERVER, Attributes.empty(), List.of());
	}

}
