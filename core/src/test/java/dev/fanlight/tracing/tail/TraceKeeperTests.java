package dev.fanlight.tracing.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.fanlight.tracing.NoTraffic;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The keeper inside the real SDK. */
class TraceKeeperTests {

	private static final Sampler NONE = Sampler.parentBased(Sampler.alwaysOff());

	private static final KeepRules NOTHING = new KeepRules(false, Duration.ZERO, 0);

	private static final KeepRules RULES = new KeepRules(true, Duration.ofSeconds(1), 0);

	private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	private final AtomicLong clock = new AtomicLong();

	private TraceKeeper keeper = keeper(RULES);

	private SdkTracerProvider provider = provider(NONE, SimpleSpanProcessor.create(this.exporter));

	@AfterEach
	void close() {
		this.provider.close();
	}

	@Test
	void anOrdinaryTraceLeavesNothing() {
		trace((span) -> {
		});
		assertThat(spans()).isEmpty();
		assertThat(this.keeper.counters().forgotten().sum()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "error", "exception", "server_error", "status text", "spring status", "error_log" })
	void aFailureKeepsTheWholeTraceAndSaysWhy(String failure) {
		trace((span) -> {
			switch (failure) {
				case "error" -> span.setStatus(StatusCode.ERROR);
				case "exception" -> span.recordException(new IllegalStateException("handled"));
				case "server_error" -> span.setAttribute("http.response.status_code", 503);
				case "status text" -> span.setAttribute("http.response.status_code", "500");
				case "spring status" -> span.setAttribute("status", "502");
				default -> {
					try (Scope scope = span.makeCurrent()) {
						this.keeper.errorLogged();
					}
				}
			}
		});
		String reason = failure.contains(" ") ? "server_error" : failure;
		assertThat(spans()).extracting(SpanData::getName).containsExactlyInAnyOrder("before", "inner", "after", "root");
		assertThat(spans()).allSatisfy((span) -> {
			assertThat(span.getSpanContext().isSampled()).isTrue();
			assertThat(span.getAttributes().get(KeptSpanData.KEPT)).isEqualTo(reason);
			assertThat(span.getAttributes().get(KeptSpanData.PROBABILITY)).isEqualTo(1.0);
			assertThat(span.getTotalAttributeCount()).isEqualTo(span.getAttributes().size());
		});
		assertThat(Stream.of(KeepReason.values()).mapToLong((each) -> this.keeper.counters().kept(each).sum()).sum())
			.isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4xx", "ok", "internal" })
	void whatIsNoFailureDoesNot(String what) {
		trace((span) -> {
			switch (what) {
				case "4xx" -> span.setAttribute("http.response.status_code", 499);
				case "ok" -> span.setStatus(StatusCode.OK);
				default -> this.provider.get("test")
					.spanBuilder("job")
					.setAttribute("status", "500")
					.setParent(Context.current().with(span))
					.startSpan()
					.end();
			}
		});
		assertThat(spans()).isEmpty();
	}

	@Test
	void aSlowRootKeepsItsTrace() {
		Span root = server().setStartTimestamp(Instant.ofEpochSecond(10)).startSpan();
		root.end(Instant.ofEpochSecond(11));
		Span quick = server().setStartTimestamp(Instant.ofEpochSecond(10)).startSpan();
		quick.end(Instant.ofEpochSecond(11).minusNanos(1));
		assertThat(spans()).singleElement()
			.satisfies((span) -> assertThat(span.getAttributes().get(KeptSpanData.KEPT)).isEqualTo("slow"));
	}

	@Test
	void aRootThatIsSlowForItsRouteKeepsItsTrace() {
		this.keeper = keeper(new KeepRules(false, Duration.ZERO, 0.9));
		this.provider = provider(Sampler.parentBased(new OneIn(2)), SimpleSpanProcessor.create(this.exporter));
		for (int i = 0; i < 700; i++) {
			server().setStartTimestamp(Instant.ofEpochMilli(1000)).startSpan().end(Instant.ofEpochMilli(1020));
		}
		this.exporter.reset();
		for (int i = 0; i < 2; i++) {
			server().setStartTimestamp(Instant.ofEpochMilli(1000)).startSpan().end(Instant.ofEpochMilli(1040));
		}
		assertThat(spans()).hasSize(2)
			.anySatisfy((span) -> assertThat(span.getAttributes().get(KeptSpanData.KEPT)).isEqualTo("slow_for_route"));
	}

	@Test
	void whatTheHeadTookPassesUnchangedAndCounts() {
		this.provider = provider(Sampler.alwaysOn(), SimpleSpanProcessor.create(this.exporter));
		trace((span) -> span.setStatus(StatusCode.ERROR));
		assertThat(spans()).hasSize(4)
			.allSatisfy((span) -> assertThat(span.getAttributes().get(KeptSpanData.KEPT)).isNull());
		assertThat(this.keeper.counters().taken().sum()).isEqualTo(1);
		assertThat(this.keeper.counters().started().sum()).isEqualTo(1);
	}

	@Test
	void eachCallOfAForeignTraceIsALocalTrace() {
		SpanContext caller = SpanContext.createFromRemoteParent("0123456789abcdef0123456789abcdef", "0123456789abcdef",
				TraceFlags.getDefault(), TraceState.builder().put("ot", "rv:1234;th:8").build());
		for (boolean fails : new boolean[] { false, true }) {
			Span span = server().setParent(Context.root().with(Span.wrap(caller))).startSpan();
			span.setStatus(fails ? StatusCode.ERROR : StatusCode.OK);
			span.end();
		}
		assertThat(spans()).singleElement().satisfies((span) -> {
			assertThat(span.getTraceId()).isEqualTo(caller.getTraceId());
			assertThat(span.getSpanContext().getTraceState().get("ot")).isEqualTo("rv:1234;th:0");
		});
		assertThat(this.keeper.counters().started().sum()).isEqualTo(2);
	}

	@Test
	void worksWithTheBatchProcessor() {
		this.provider = provider(NONE, BatchSpanProcessor.builder(this.exporter).build());
		trace((span) -> span.setStatus(StatusCode.ERROR));
		this.provider.forceFlush().join(10, TimeUnit.SECONDS);
		assertThat(spans()).hasSize(4);
	}

	@Test
	void whatIsNoTrafficOrSwitchedOffIsNotRecorded() {
		NoTraffic.mark();
		try {
			assertThat(recording()).isFalse();
		}
		finally {
			NoTraffic.clear();
		}
		assertThat(recording()).isTrue();
		assertThat(this.keeper.sampler(Sampler.alwaysOff())).isSameAs(Sampler.alwaysOff());
		this.keeper = keeper(NOTHING);
		this.provider = provider(NONE, SimpleSpanProcessor.create(this.exporter));
		assertThat(recording()).isFalse();
		this.keeper = keeper(RULES);
		this.provider = SdkTracerProvider.builder().setSampler(this.keeper.sampler(NONE)).build();
		assertThat(recording()).isFalse();
	}

	@Test
	void whatTheHeadCutsOutOfATakenTraceStaysOut() {
		this.provider = provider(new CutsOut("inner"), SimpleSpanProcessor.create(this.exporter));
		trace((span) -> span.setStatus(StatusCode.ERROR));
		assertThat(spans()).extracting(SpanData::getName).containsExactlyInAnyOrder("before", "after", "root");
	}

	@Test
	void aProcessorThatAsksForStartsSeesOneEndForEach() {
		Pairs pairs = new Pairs();
		this.provider = provider(NONE, pairs, SimpleSpanProcessor.create(this.exporter));
		trace((span) -> {
		});
		trace((span) -> span.setStatus(StatusCode.ERROR));
		server().startSpan();
		this.keeper.close();
		assertThat(pairs.started).hasSize(9);
		assertThat(pairs.ended).hasSize(8);
		assertThat(pairs.ended.values()).containsOnly(true, false);
		assertThat(pairs.ended.values().stream().filter((sampled) -> sampled)).hasSize(4);
		assertThat(spans()).hasSize(4)
			.allSatisfy(
					(span) -> assertThat(span.getAttributes().get(AttributeKey.stringKey("tenant"))).isEqualTo("blue"));
	}

	@Test
	void whatTheHeadWantsRecordedOnlyReachesEveryProcessor() {
		List<String> seen = new ArrayList<>();
		SpanProcessor counting = new Ends(seen);
		this.provider = provider(new RecordsOnly(), counting);
		trace((span) -> span.setStatus(StatusCode.ERROR));
		assertThat(seen).containsExactly("before", "inner", "after", "root");
		assertThat(this.keeper.counters().started().sum()).isZero();
	}

	@Test
	void aFailingProcessorDoesNotReachTheApplication() {
		this.provider = provider(NONE, new Ends(List.of()), SimpleSpanProcessor.create(this.exporter));
		trace((span) -> span.setStatus(StatusCode.ERROR));
		assertThat(spans()).hasSize(4);
		assertThat(this.keeper.counters().dropped(DropReason.PROCESSOR).sum()).isEqualTo(4);
	}

	@Test
	void theDeadlineIsKeptWithoutTraffic() {
		this.clock.set(1);
		Span root = server().startSpan();
		Span child = child("child", root);
		root.end();
		this.clock.addAndGet(Duration.ofSeconds(31).toNanos());
		Awaitility.await().until(() -> this.keeper.counters().forgotten().sum() == 1);
		child.setStatus(StatusCode.ERROR);
		child.end();
		assertThat(spans()).isEmpty();
		assertThat(this.keeper.counters().dropped(DropReason.LATE).sum()).isEqualTo(1);
	}

	@Test
	void anExemplarIsAllowedOnceTheVerdictIsCertain() {
		Span root = server().startSpan();
		try (Scope scope = root.makeCurrent()) {
			assertThat(this.keeper.isCertain()).isFalse();
			this.keeper.mark(root.getSpanContext().getTraceId(), KeepReason.SERVER_ERROR);
			assertThat(this.keeper.isCertain()).isTrue();
		}
		root.end();
		assertThat(this.keeper.isCertain()).isFalse();
		assertThat(spans()).hasSize(1);
	}

	@Test
	void rulesChangeWhileTheApplicationRuns() {
		this.keeper = keeper(NOTHING);
		this.provider = provider(NONE, SimpleSpanProcessor.create(this.exporter));
		trace((span) -> span.setStatus(StatusCode.ERROR));
		assertThat(recording()).isFalse();
		this.keeper.rules(RULES);
		trace((span) -> span.setStatus(StatusCode.ERROR));
		assertThat(spans()).hasSize(4);
		this.keeper.rules(RULES.errors(false));
		trace((span) -> span.setStatus(StatusCode.ERROR));
		assertThat(spans()).hasSize(4);
		this.keeper.rules(NOTHING);
		assertThat(recording()).isFalse();
		assertCountsAddUp();
	}

	@Test
	void durationOfCenturiesIsNeverReached() {
		this.keeper.rules(RULES.slowerThan(Duration.ofDays(200_000)));
		Span root = server().setStartTimestamp(Instant.ofEpochSecond(10)).startSpan();
		try (Scope scope = root.makeCurrent()) {
			assertThat(this.keeper.isCertain()).isFalse();
		}
		root.end(Instant.ofEpochSecond(1_000_000));
		assertThat(spans()).isEmpty();
		assertCountsAddUp();
	}

	@Test
	void whatIsHeldIsDecidedWhenNothingIsKeptAnyMore() {
		Span ending = server().startSpan();
		child("inner", ending).end();
		Span open = server().startSpan();
		Span kept = server().startSpan();
		child("failing", kept).setStatus(StatusCode.ERROR).end();
		this.keeper.rules(NOTHING);
		assertThat(this.keeper.heldBytes()).isPositive();
		ending.setStatus(StatusCode.ERROR).end();
		kept.end();
		assertThat(spans()).extracting(SpanData::getName).containsExactly("failing", "root");
		// Nobody ends it, but its time does
		this.clock.addAndGet(Duration.ofMinutes(10).toNanos());
		Awaitility.await().until(() -> this.keeper.undecided() == 0);
		assertThat(this.keeper.heldBytes()).isZero();
		assertThat(this.keeper.counters().evicted(EvictReason.AGE).sum()).isEqualTo(1);
		assertCountsAddUp();
		open.end();
	}

	@Test
	void countsAddUpWhileRulesComeAndGo() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(3);
		AtomicBoolean done = new AtomicBoolean();
		Future<?> changes = executor.submit(() -> {
			while (!done.get()) {
				this.keeper.rules(NOTHING);
				this.keeper.rules(RULES);
				this.keeper.rules(new KeepRules(false, Duration.ZERO, 0.9));
			}
		});
		List<Future<?>> requests = new ArrayList<>();
		for (int thread = 0; thread < 2; thread++) {
			requests.add(executor.submit(() -> {
				for (int i = 0; i < 3000; i++) {
					boolean fails = i % 10 == 0;
					trace((span) -> span.setStatus(fails ? StatusCode.ERROR : StatusCode.OK));
				}
			}));
		}
		for (Future<?> each : requests) {
			each.get();
		}
		done.set(true);
		changes.get();
		executor.shutdown();
		assertThat(this.keeper.undecided()).isZero();
		assertThat(this.keeper.heldBytes()).isZero();
		assertThat(this.keeper.counters().started().sum()).isPositive();
		assertCountsAddUp();
	}

	@Test
	void rulesAfterTheEndRecordNothing() {
		this.keeper.close();
		this.keeper.rules(NOTHING);
		this.keeper.rules(RULES);
		assertThat(this.keeper.isInUse()).isFalse();
		assertThat(recording()).isFalse();
	}

	private void assertCountsAddUp() {
		TailCounters counters = this.keeper.counters();
		long decided = counters.taken().sum() + counters.forgotten().sum()
				+ Stream.of(KeepReason.values()).mapToLong((each) -> counters.kept(each).sum()).sum()
				+ Stream.of(EvictReason.values()).mapToLong((each) -> counters.evicted(each).sum()).sum();
		assertThat(counters.started().sum()).isEqualTo(decided);
	}

	private static TraceKeeper keeper(KeepRules rules, AtomicLong clock) {
		return new TraceKeeper(rules,
				new TailLimits(1000, 100, 1_000_000, Duration.ofMinutes(10), Duration.ofSeconds(30), 1024), clock::get);
	}

	private TraceKeeper keeper(KeepRules rules) {
		return keeper(rules, this.clock);
	}

	private SdkTracerProvider provider(Sampler head, SpanProcessor... processors) {
		return SdkTracerProvider.builder()
			.setSampler(this.keeper.sampler(head))
			.addSpanProcessor(this.keeper.processor(List.of(processors)))
			.build();
	}

	/** A span that ends before the one to fail, and one that ends after it. */
	private void trace(Consumer<Span> failing) {
		Span root = server().startSpan();
		child("before", root).end();
		Span inner = child("inner", root);
		failing.accept(inner);
		inner.end();
		child("after", root).end();
		root.end();
	}

	private SpanBuilder server() {
		return tracer().spanBuilder("root").setSpanKind(SpanKind.SERVER);
	}

	private Span child(String name, Span parent) {
		return tracer().spanBuilder(name)
			.setSpanKind(SpanKind.CLIENT)
			.setParent(Context.root().with(parent))
			.startSpan();
	}

	private boolean recording() {
		Span span = server().startSpan();
		span.end();
		return span instanceof ReadableSpan;
	}

	private Tracer tracer() {
		return this.provider.get("test");
	}

	private List<SpanData> spans() {
		return this.exporter.getFinishedSpanItems();
	}

	private static class Ends implements SpanProcessor {

		private final List<String> seen;

		Ends(List<String> seen) {
			this.seen = seen;
		}

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			throw new IllegalStateException();
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			this.seen.add(span.getName());
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

	private static final class Pairs implements SpanProcessor {

		private final List<String> started = new ArrayList<>();

		private final Map<String, Boolean> ended = new HashMap<>();

		@Override
		public void onStart(Context parentContext, ReadWriteSpan span) {
			this.started.add(span.getSpanContext().getSpanId());
			span.setAttribute("tenant", "blue");
		}

		@Override
		public boolean isStartRequired() {
			return true;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			assertThat(this.started).contains(span.getSpanContext().getSpanId());
			assertThat(this.ended.put(span.getSpanContext().getSpanId(), span.getSpanContext().isSampled())).isNull();
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

	private abstract static class Head implements Sampler {

		abstract SamplingDecision decide(String name);

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
				Attributes attributes, List<LinkData> parentLinks) {
			return SamplingResult.create(decide(name));
		}

		@Override
		public String getDescription() {
			return "Head";
		}

	}

	private static final class CutsOut extends Head {

		private final String name;

		CutsOut(String name) {
			this.name = name;
		}

		@Override
		SamplingDecision decide(String name) {
			return name.equals(this.name) ? SamplingDecision.DROP : SamplingDecision.RECORD_AND_SAMPLE;
		}

	}

	private static final class RecordsOnly extends Head {

		@Override
		SamplingDecision decide(String name) {
			return SamplingDecision.RECORD_ONLY;
		}

	}

	private static final class OneIn extends Head {

		private final int number;

		private int count;

		OneIn(int number) {
			this.number = number;
		}

		@Override
		SamplingDecision decide(String name) {
			return (this.count++ % this.number == 0) ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP;
		}

	}

}
