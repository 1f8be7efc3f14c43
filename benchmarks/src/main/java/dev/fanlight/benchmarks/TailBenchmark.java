package dev.fanlight.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.fanlight.tracing.tail.KeepRules;
import dev.fanlight.tracing.tail.TailLimits;
import dev.fanlight.tracing.tail.TraceKeeper;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An ordinary trace that the head does not take: one server span and client spans below
 * it, eight attributes each, as Spring's conventions set them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TailBenchmark {

	/** Spans of the trace. */
	@Param({ "1", "10", "100" })
	int spans;

	/**
	 * {@code drop} is Boot's: not recorded at all. {@code record} records and throws away
	 * at the end of each span. {@code tail} holds until the trace is forgotten.
	 */
	@Param({ "drop", "record", "tail" })
	String mode = "drop";

	private SdkTracerProvider provider = SdkTracerProvider.builder().build();

	private Tracer tracer = this.provider.get("bench");

	/** Make the tracer. */
	@Setup
	public void provider() {
		SdkTracerProviderBuilder builder = SdkTracerProvider.builder();
		Sampler head = Sampler.parentBased(Sampler.traceIdRatioBased(0));
		switch (this.mode) {
			case "drop" -> builder.setSampler(head).addSpanProcessor(new Ignoring());
			case "record" -> builder.setSampler(new RecordOnly()).addSpanProcessor(new Ignoring());
			case "tail" -> {
				TraceKeeper keeper = new TraceKeeper(new KeepRules(true, Duration.ofMinutes(1), 0.999),
						new TailLimits(10_000, 1000, 32_000_000, Duration.ofMinutes(10), Duration.ofSeconds(30), 16384),
						System::nanoTime);
				builder.setSampler(keeper.sampler(head)).addSpanProcessor(keeper.processor(List.of(new Ignoring())));
			}
			default -> throw new IllegalArgumentException(this.mode);
		}
		this.provider = builder.build();
		this.tracer = this.provider.get("bench");
	}

	/** Close it. */
	@TearDown
	public void close() {
		this.provider.close();
	}

	/** One trace. */
	@Benchmark
	public Object trace() {
		Span root = this.tracer.spanBuilder("http get /orders/{id}").setSpanKind(SpanKind.SERVER).startSpan();
		Context context = Context.root().with(root);
		for (int i = 1; i < this.spans; i++) {
			tag(this.tracer.spanBuilder("http get").setParent(context).setSpanKind(SpanKind.CLIENT).startSpan()).end();
		}
		tag(root).end();
		return root;
	}

	private static Span tag(Span span) {
		return span.setAttribute("exception", "none")
			.setAttribute("method", "GET")
			.setAttribute("outcome", "SUCCESS")
			.setAttribute("status", "200")
			.setAttribute("uri", "/orders/{id}")
			.setAttribute("http.url", "/orders/17")
			.setAttribute("client.name", "payments")
			.setAttribute("tenant", "blue");
	}

	/** Wants ended spans and does nothing with them. */
	private static final class Ignoring implements SpanProcessor {

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			// Not required
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			// Thrown away
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

	private static final class RecordOnly implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
				Attributes attributes, List<LinkData> parentLinks) {
			return SamplingResult.create(SamplingDecision.RECORD_ONLY);
		}

		@Override
		public String getDescription() {
			return "RecordOnly";
		}

	}

}
