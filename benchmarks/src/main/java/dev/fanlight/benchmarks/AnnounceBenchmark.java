package dev.fanlight.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fanlight.tracing.sampling.AnnouncingTextMapPropagator;
import dev.fanlight.tracing.tail.KeepReason;
import dev.fanlight.tracing.tail.KeepRules;
import dev.fanlight.tracing.tail.TailLimits;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a call pays for telling the services behind that its trace is kept: the headers
 * alone, and behind the look whether it is, with a table of 1,024 open traces. With
 * {@code -t 2} threads meet under the locks of that table.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnnounceBenchmark {

	private static final int TRACES = 1024;

	private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

	private final TraceKeeper keeper = new TraceKeeper(new KeepRules(true, Duration.ofMinutes(10), 0.999),
			new TailLimits(10_000, 1000, 32_000_000, Duration.ofHours(1), Duration.ofHours(1), 16384),
			System::nanoTime);

	private final TextMapPropagator quiet = new AnnouncingTextMapPropagator(W3C, this.keeper::isCertain, () -> 1,
			System::nanoTime);

	private final TextMapPropagator talking = new AnnouncingTextMapPropagator(W3C, this.keeper::isCertain,
			() -> Integer.MAX_VALUE, System::nanoTime);

	private final Context[] open = new Context[TRACES];

	private final Context[] kept = new Context[TRACES];

	private final Context taken = Context.root()
		.with(Span.wrap(SpanContext.create(IdGenerator.random().generateTraceId(),
				IdGenerator.random().generateSpanId(), TraceFlags.getSampled(), TraceState.getDefault())));

	/** Begin the traces, of which every second one is kept. */
	public AnnounceBenchmark() {
		Tracer tracer = SdkTracerProvider.builder()
			.setSampler(this.keeper.sampler(Sampler.traceIdRatioBased(0)))
			.addSpanProcessor(this.keeper.processor(List.of()))
			.build()
			.get("bench");
		for (int i = 0; i < TRACES; i++) {
			this.open[i] = Context.root().with(tracer.spanBuilder("open").startSpan());
			Span span = tracer.spanBuilder("kept").startSpan();
			this.keeper.mark(span.getSpanContext().getTraceId(), KeepReason.ERROR);
			this.kept[i] = Context.root().with(span);
		}
	}

	/** The headers alone. */
	@Benchmark
	public void plain(Turn turn) {
		inject(W3C, this.open[turn.next()]);
	}

	/** A call of a trace that was taken: nothing is looked up. */
	@Benchmark
	public void taken() {
		inject(this.quiet, this.taken);
	}

	/** A call of a trace that nothing spoke for yet, as most are. */
	@Benchmark
	public void undecided(Turn turn) {
		inject(this.quiet, this.open[turn.next()]);
	}

	/** A call of a kept trace after those that may be announced in this second. */
	@Benchmark
	public void silent(Turn turn) {
		inject(this.quiet, this.kept[turn.next()]);
	}

	/** A call of a kept trace that is announced. */
	@Benchmark
	public void announced(Turn turn) {
		inject(this.talking, this.kept[turn.next()]);
	}

	private static void inject(TextMapPropagator propagator, Context context) {
		propagator.inject(context, null, (carrier, key, value) -> {
		});
	}

	/** Which trace of a thread is next. */
	@State(Scope.Thread)
	public static class Turn {

		private int next;

		int next() {
			return this.next++ & (TRACES - 1);
		}

	}

}
