package dev.fanlight.tracing.sampling;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.fanlight.allocation.Allocation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom it is told that a trace is kept, and what is told.
 */
class AnnouncingTextMapPropagatorTests {

	private static final String KEPT = "4bf92f3577b34da6a380000000000000";

	private static final String OTHER = "00f067aa0ba902b74bf92f3577b34da6";

	private static final String SPAN = "1234567890123456";

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicInteger perSecond = new AtomicInteger(2);

	private final TextMapPropagator propagator = new AnnouncingTextMapPropagator(
			W3CTraceContextPropagator.getInstance(), (span) -> span.getTraceId().equals(KEPT), this.perSecond::get,
			this.nanos::get);

	@Test
	void callOfAKeptTraceIsSampledAndClaimsNoProbability() {
		Map<String, String> headers = inject(span(KEPT, "02", "th:e666;rv:6e6d1a75832a2f"));
		assertThat(headers).containsEntry("traceparent", "00-" + KEPT + "-" + SPAN + "-03")
			.containsEntry("tracestate", "ot=rv:6e6d1a75832a2f,foo=1");
		assertThat(inject(span(KEPT, "00", "th:e666"))).containsEntry("tracestate", "foo=1");
	}

	@Test
	void otherCallsAreAsTheyWere() {
		assertThat(inject(span(OTHER, "02", "th:e666")))
			.containsEntry("traceparent", "00-" + OTHER + "-" + SPAN + "-02")
			.containsEntry("tracestate", "ot=th:e666,foo=1");
		assertThat(inject(span(KEPT, "03", "th:e666"))).containsEntry("tracestate", "ot=th:e666,foo=1");
		SpanContext remote = SpanContext.createFromRemoteParent(KEPT, SPAN, TraceFlags.getDefault(),
				TraceState.getDefault());
		assertThat(inject(remote)).containsEntry("traceparent", "00-" + KEPT + "-" + SPAN + "-00");
		assertThat(inject(SpanContext.getInvalid())).isEmpty();
	}

	@Test
	void onlySoManyCallsAreToldInASecond() {
		SpanContext span = span(KEPT, "00", "th:e666");
		assertThat(inject(span).get("traceparent")).endsWith("-01");
		assertThat(inject(span).get("traceparent")).endsWith("-01");
		assertThat(inject(span).get("traceparent")).endsWith("-00");
		this.nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
		assertThat(inject(span).get("traceparent")).endsWith("-01");
		assertThat(inject(span).get("traceparent")).endsWith("-00");
		this.perSecond.set(1);
		assertThat(inject(span).get("traceparent")).endsWith("-01");
		assertThat(inject(span).get("traceparent")).endsWith("-00");
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
		this.perSecond.set(0);
		assertThat(inject(span).get("traceparent")).endsWith("-00");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sampled", "nothing spoke" })
	void costsNothingWhereThereIsNothingToTell(String which) {
		TextMapPropagator nowhere = new AnnouncingTextMapPropagator(TextMapPropagator.noop(), (span) -> false, () -> 1,
				this.nanos::get);
		Context context = Context.root().with(Span.wrap(span(OTHER, which.equals("sampled") ? "03" : "02", "th:0")));
		assertThat(Allocation.perCall(10_000, () -> nowhere.inject(context, null, null))).isLessThan(1);
	}

	private Map<String, String> inject(SpanContext span) {
		Map<String, String> headers = new HashMap<>();
		this.propagator.inject(Context.root().with(Span.wrap(span)), headers, Map::put);
		return headers;
	}

	private static SpanContext span(String traceId, String flags, String ours) {
		return SpanContext.create(traceId, SPAN, TraceFlags.fromHex(flags, 0),
				TraceState.builder().put("foo", "1").put("ot", ours).build());
	}

}
