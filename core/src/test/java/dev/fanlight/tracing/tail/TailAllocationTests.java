package dev.fanlight.tracing.tail;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The budget of a forgotten trace: at most 600 bytes for each span beyond what recording
 * it costs.
 */
class TailAllocationTests {

	private static final int BUDGET = 600;

	private static final int ROUNDS = 2000;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 100 })
	void aForgottenTraceStaysWithinTheBudget(int spans) {
		SpanProcessor exporting = SimpleSpanProcessor.create(InMemorySpanExporter.create());
		TraceKeeper keeper = new TraceKeeper(new KeepRules(true, Duration.ofHours(1), 0.99),
				new TailLimits(1000, 1000, 1_000_000, Duration.ofMinutes(10), Duration.ofSeconds(30), 1024),
				System::nanoTime);
		Sampler head = Sampler.parentBased(Sampler.alwaysOff());
		try (SdkTracerProvider tail = SdkTracerProvider.builder()
			.setSampler(keeper.sampler(head))
			.addSpanProcessor(keeper.processor(List.of(exporting)))
			.build();
				SdkTracerProvider recording = SdkTracerProvider.builder()
					.setSampler(new RecordOnly())
					.addSpanProcessor(exporting)
					.build()) {
			double beyond = bytesPerSpan(tail.get("test"), spans) - bytesPerSpan(recording.get("test"), spans);
			// Some are slower than 99 of 100 before, and many while the compiler is still
			// at work
			assertThat(keeper.counters().forgotten().sum()).isGreaterThan(ROUNDS);
			assertThat(beyond).isBetween(1.0, (double) BUDGET);
		}
	}

	private static double bytesPerSpan(Tracer tracer, int spans) {
		for (int i = 0; i < ROUNDS; i++) {
			trace(tracer, spans);
		}
		long before = THREADS.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < ROUNDS; i++) {
			trace(tracer, spans);
		}
		return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS / spans;
	}

	private static void trace(Tracer tracer, int spans) {
		Span root = tracer.spanBuilder("http get /orders/{id}").setSpanKind(SpanKind.SERVER).startSpan();
		Context context = Context.root().with(root);
		for (int i = 1; i < spans; i++) {
			tag(tracer.spanBuilder("http get").setParent(context).setSpanKind(SpanKind.CLIENT).startSpan()).end();
		}
		tag(root).end();
	}

	private static Span tag(Span span) {
		return span.setAttribute("method", "GET")
			.setAttribute("status", "200")
			.setAttribute("uri", "/orders/{id}")
			.setAttribute("http.url", "/orders/17");
	}

	private static final class RecordOnly implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
				Attributes attributes, List<LinkData> parentLinks) {
			return SamplingResult.recordOnly();
		}

		@Override
		public String getDescription() {
			return "RecordOnly";
		}

	}

}
