package dev.fanlight.tracing.sampling;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import dev.fanlight.allocation.Allocation;
import dev.fanlight.tracing.propagation.Inbound;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who decides about the first span of a trace, and what becomes of the threshold.
 */
class HeadSamplerTests {

	/** Its randomness is the half. */
	private static final String ID = "4bf92f3577b34da6a380000000000000";

	private static final String TAKEN_BY_A_TENTH = "4bf92f3577b34da6a3f0000000000000";

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicBoolean forced = new AtomicBoolean();

	@Test
	void plainRatioBecomesAThresholdThatTravels() {
		SamplingControl control = control(List.of(), null, 0);
		Sampler sampler = control.inFrontOf(Sampler.parentBased(Sampler.traceIdRatioBased(0.1F)), 0.1F);
		assertThat(state(sampler, Context.root(), TAKEN_BY_A_TENTH)).isEqualTo("th:e666");
		assertThat(sample(sampler, Context.root(), "4bf92f3577b34da6a300000000000000")).isSameAs(SamplingResult.drop());
		assertThat(sampler.getDescription()).isEqualTo("a part of 0.1 of the traces, callers followed");
	}

	@Test
	void callerIsFollowedAndItsThresholdGoesOnWhileItIsTrue() {
		Sampler sampler = control(List.of(), null, 0).inFrontOf(Sampler.parentBased(Sampler.traceIdRatioBased(0.1F)),
				0.1F);
		assertThat(state(sampler, caller(true, "th:e666;rv:f0000000000000"), ID))
			.isEqualTo("th:e666;rv:f0000000000000");
		assertThat(state(sampler, caller(true, "th:e666;rv:10000000000000"), ID)).isEqualTo("rv:10000000000000");
		assertThat(state(sampler, caller(true, "th:xyz"), ID)).isNull();
		assertThat(state(sampler, caller(true, "rv:10000000000000"), ID)).isEqualTo("rv:10000000000000");
		assertThat(isTaken(sampler, caller(false, "th:0"), ID)).isFalse();
		assertThat(state(sampler, caller(false, "th:0"), ID)).isNull();
		assertThat(isTaken(sampler, caller(false, null), TAKEN_BY_A_TENTH)).isFalse();
	}

	@Test
	void rulesDecideInOrderAboutTracesThatBeginHere() {
		SamplingRule orders = (request, kind, name,
				attributes) -> (request != null && request.path().startsWith("/orders")) ? Verdict.always() : null;
		SamplingRule jobs = (request, kind, name, attributes) -> (kind == SpanKind.INTERNAL) ? Verdict.never() : null;
		Sampler sampler = control(List.of(orders, jobs), null, 0).inFrontOf(Sampler.alwaysOn(), 0.1F);
		assertThat(state(sampler, request("/orders/1"), ID)).isEqualTo("th:0");
		assertThat(sampler.shouldSample(Context.root(), ID, "", SpanKind.INTERNAL, Attributes.empty(), List.of()))
			.isSameAs(SamplingResult.drop());
		assertThat(isTaken(sampler, request("/other"), ID)).isTrue();
	}

	@Test
	void onlyARuleThatSaysSoOverrulesTheCaller() {
		SamplingRule modest = (request, kind, name, attributes) -> Verdict.never();
		SamplingRule bold = new SamplingRule() {

			@Override
			public Verdict verdict(Inbound request, SpanKind kind, String name, Attributes attributes) {
				return Verdict.never();
			}

			@Override
			public boolean overrulesCaller() {
				return true;
			}

		};
		Sampler behind = Sampler.parentBased(Sampler.alwaysOff());
		assertThat(isTaken(control(List.of(modest), null, 0).inFrontOf(behind, 1), caller(true, null), ID)).isTrue();
		assertThat(isTaken(control(List.of(bold), null, 0).inFrontOf(behind, 1), caller(true, null), ID)).isFalse();
	}

	@Test
	void ruleThatThrowsHasNoAnswer() {
		SamplingRule broken = (request, kind, name, attributes) -> {
			throw new IllegalStateException("broken");
		};
		Sampler sampler = control(List.of(broken), null, 0).inFrontOf(Sampler.alwaysOn(), 1);
		assertThat(isTaken(sampler, Context.root(), ID)).isTrue();
	}

	@Test
	void rateTakesABurstOfOneSecondAndThenItsPace() {
		Sampler sampler = control(List.of(), Verdict.perSecond(5, this.nanos::get), 0)
			.inFrontOf(Sampler.parentBased(Sampler.traceIdRatioBased(0.1F)), 0.1F);
		assertThat(taken(sampler, 100)).isEqualTo(5);
		assertThat(taken(sampler, 100)).isZero();
		this.nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
		assertThat(taken(sampler, 100)).isEqualTo(1);
		this.nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
		assertThat(taken(sampler, 100)).isEqualTo(5);
		assertThat(state(sampler, Context.root(), ID)).isNull();
		assertThat(sampler.getDescription()).isEqualTo("up to 5 traces per second, callers followed");
	}

	@Test
	void slowRateTakesOneAtATime() {
		Sampler sampler = control(List.of(), Verdict.perSecond(0.1, this.nanos::get), 0).inFrontOf(Sampler.alwaysOn(),
				0.1F);
		assertThat(taken(sampler, 10)).isEqualTo(1);
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(9));
		assertThat(taken(sampler, 10)).isZero();
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
		assertThat(taken(sampler, 10)).isEqualTo(1);
	}

	@Test
	void samplerOfTheApplicationIsAskedInsteadOfTheRate() {
		Sampler own = new Own();
		Sampler sampler = control(List.of(), Verdict.perSecond(5, this.nanos::get), 0).inFrontOf(own, 0.1F);
		assertThat(taken(sampler, 100)).isEqualTo(100);
		assertThat(sampler.getDescription()).isEqualTo("own");
	}

	@Test
	void everyRouteHasItsMinimumInEachHour() {
		Sampler sampler = control(List.of(), null, 2)
			.inFrontOf(Sampler.parentBased(Sampler.traceIdRatioBased(0.000001F)), 0.000001F);
		assertThat(isTaken(sampler, request("/orders/1"), ID)).isTrue();
		assertThat(isTaken(sampler, request("/orders/2"), ID)).isTrue();
		assertThat(isTaken(sampler, request("/orders/3"), ID)).isFalse();
		assertThat(isTaken(sampler, request("/carts/3"), ID)).isTrue();
		// A third route does not fit
		assertThat(isTaken(sampler, request("/users"), ID)).isFalse();
		assertThat(isTaken(sampler, Context.root(), ID)).isFalse();
		this.nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
		assertThat(isTaken(sampler, request("/users"), ID)).isTrue();
		assertThat(state(sampler, request("/orders/3"), ID)).isNull();
	}

	@Test
	void controllersAreRoutesHoweverManyOtherPathsThereAre() {
		Sampler sampler = control(List.of(), null, 1).inFrontOf(Sampler.parentBased(Sampler.traceIdRatioBased(0.1F)),
				0.1F);
		for (int i = 0; i < 5; i++) {
			isTaken(sampler, request("/scan" + "n".repeat(i)), ID);
		}
		assertThat(isTaken(sampler, request("/one-too-many"), ID)).isFalse();
		for (String method : List.of("GET", "DELETE", "MADE-UP")) {
			assertThat(isTaken(sampler, mapped(method, "/users/ada"), ID)).isTrue();
			assertThat(isTaken(sampler, mapped(method, "/users/bob"), ID)).isFalse();
		}
		assertThat(isTaken(sampler, mapped("MADE-UP-TOO", "/users/ada"), ID)).isFalse();
	}

	@Test
	void tokenForcesATraceWithoutAThreshold() {
		Sampler sampler = control(List.of((request, kind, name, attributes) -> Verdict.never()), null, 0)
			.inFrontOf(Sampler.alwaysOff(), 0);
		this.forced.set(true);
		assertThat(isTaken(sampler, caller(false, "th:e666"), ID)).isTrue();
		assertThat(state(sampler, caller(false, "th:e666"), ID)).isNull();
	}

	@Test
	void callerWhoseIdAloneIsKeptIsDecidedAbout() {
		Context context = caller(false, null).with(inbound("/x", true));
		assertThat(
				isTaken(control(List.of(), null, 0).inFrontOf(Sampler.parentBased(Sampler.alwaysOn()), 1), context, ID))
			.isTrue();
	}

	@Test
	void changesAreTakenBackInAnyOrder() {
		SamplingControl control = control(List.of(), null, 0);
		Sampler sampler = control.inFrontOf(Sampler.parentBased(Sampler.traceIdRatioBased(0.1F)), 0.1F);
		String before = sampler.getDescription();
		Verdict half = Verdict.ratio(0.5);
		Verdict three = Verdict.perSecond(3, this.nanos::get);
		SamplingRule always = (request, kind, name, attributes) -> Verdict.always();
		Runnable first = control.plan().change("probability", (plan) -> plan.otherwise(half));
		Runnable second = control.plan().change("traces-per-second", (plan) -> plan.otherwise(three));
		Runnable rule = control.plan().change("rule", (plan) -> plan.rules(List.of(always)));
		assertThat(sampler.getDescription()).isEqualTo("1 rule(s) first, up to 3 traces per second, callers followed");
		first.run();
		assertThat(sampler.getDescription()).contains("up to 3 traces");
		second.run();
		rule.run();
		assertThat(sampler.getDescription()).isEqualTo(before);
	}

	@Test
	void rootThatIsNotTakenAllocatesNothing() {
		Sampler sampler = control(List.of(), null, 0).inFrontOf(Sampler.parentBased(Sampler.traceIdRatioBased(0.1F)),
				0.1F);
		Context root = Context.root();
		String id = "4bf92f3577b34da6a300000000000000";
		List<LinkData> links = List.of();
		assertThat(Allocation.perCall(10_000,
				() -> sampler.shouldSample(root, id, "", SpanKind.SERVER, Attributes.empty(), links)))
			.isLessThan(1);
	}

	private SamplingControl control(List<SamplingRule> rules, Verdict rate, int perRoute) {
		return new SamplingControl(new SamplingPlan(rules, rate, true, perRoute, 2), this.forced::get, this.nanos::get);
	}

	private static int taken(Sampler sampler, int count) {
		int taken = 0;
		for (int i = 0; i < count; i++) {
			taken += isTaken(sampler, Context.root(), ID) ? 1 : 0;
		}
		return taken;
	}

	private static boolean isTaken(Sampler sampler, Context context, String id) {
		return Results.isTaken(sample(sampler, context, id));
	}

	private static String state(Sampler sampler, Context context, String id) {
		return sample(sampler, context, id)
			.getUpdatedTraceState(Span.fromContext(context).getSpanContext().getTraceState())
			.get("ot");
	}

	private static SamplingResult sample(Sampler sampler, Context context, String id) {
		return sampler.shouldSample(context, id, "", SpanKind.SERVER, Attributes.empty(), List.of());
	}

	private static Context caller(boolean sampled, String ot) {
		TraceState state = (ot != null) ? TraceState.builder().put("ot", ot).build() : TraceState.getDefault();
		return Context.root()
			.with(Span.wrap(SpanContext.createFromRemoteParent(ID, "00f067aa0ba902b7",
					sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(), state)));
	}

	private static Context mapped(String method, String path) {
		return Context.root().with(inbound(method, path, "/users/{name}", false));
	}

	private static Context request(String path) {
		return Context.root().with(inbound(path, false));
	}

	private static ImplicitContextKeyed inbound(String path, boolean keepsIdOnly) {
		return inbound("GET", path, null, keepsIdOnly);
	}

	private static Inbound inbound(String method, String path, String route, boolean keepsIdOnly) {
		return new Inbound(method, path, (sentMethod, sentPath) -> route, keepsIdOnly, null);
	}

	private static final class Own implements Sampler {

		@Override
		public SamplingResult shouldSample(Context context, String traceId, String name, SpanKind kind,
				Attributes attributes, List<LinkData> links) {
			return SamplingResult.recordAndSample();
		}

		@Override
		public String getDescription() {
			return "own";
		}

	}

}
