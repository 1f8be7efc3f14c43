package dev.fanlight.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.fanlight.autoconfigure.MappedRoutes;
import dev.fanlight.tracing.propagation.Inbound;
import dev.fanlight.tracing.sampling.SamplingControl;
import dev.fanlight.tracing.sampling.SamplingPlan;
import dev.fanlight.tracing.sampling.Verdict;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One decision about a trace that begins: Boot's sampler, ours in its place, a rate,
 * three rules of which none matches, and one about the route of a request to an
 * application of 100 routes, half of them with a variable; and the look for it alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SamplingBenchmark {

	private static final float RATIO = 0.1F;

	private static final int IDS = 1024;

	private static final int ROUTES = 100;

	private final Sampler boot = Sampler.parentBased(Sampler.traceIdRatioBased(RATIO));

	private final Sampler ratio = sampler(new SamplingPlan(List.of(), null, true, 0, 0));

	private final Sampler rate = sampler(
			new SamplingPlan(List.of(), Verdict.perSecond(1, System::nanoTime), true, 0, 0));

	private final Sampler rules = sampler(new SamplingPlan(List.of((request, kind, name, attributes) -> null,
			(request, kind, name, attributes) -> (kind == SpanKind.CONSUMER) ? Verdict.always() : null,
			(request, kind, name, attributes) -> name.isEmpty() ? null : Verdict.never()), null, true, 0, 0));

	private final Sampler route = sampler(new SamplingPlan(List.of((request, kind, name,
			attributes) -> (request != null && "/none".equals(request.route())) ? Verdict.always() : null), null, true,
			0, 0));

	private final MappedRoutes routes = new MappedRoutes("",
			() -> Stream.of(new MappedRoutes.Mapping(IntStream.range(0, ROUTES)
				.mapToObj((i) -> route("/api/r" + i / 2 + ((i % 2 == 0) ? "" : "/{id}")))
				.toList(), MappedRoutes.Rule.WEBFLUX)),
			System::nanoTime);

	private final String[] ids = new String[IDS];

	private int next;

	/** Make the trace ids. */
	public SamplingBenchmark() {
		for (int i = 0; i < IDS; i++) {
			this.ids[i] = IdGenerator.random().generateTraceId();
		}
	}

	private static MappedRoutes.Route route(String template) {
		PathPatternParser parser = PathPatternParser.defaultInstance;
		return MappedRoutes.Route.of(Set.of(RequestMethod.GET), parser.parse(template), parser);
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

	/** A rule that asks for the route and does not match, then the threshold. */
	@Benchmark
	public Object route() {
		Inbound request = new Inbound("GET", "/api/r25/4711", this.routes::find, false, null);
		return decide(this.route, Context.root().with(request));
	}

	/** The look for the route alone. */
	@Benchmark
	public @Nullable Object look() {
		return this.routes.find("GET", "/api/r25/4711");
	}

	/** The same of a path that has to be decoded. */
	@Benchmark
	public @Nullable Object lookEncoded() {
		return this.routes.find("GET", "/api/r25/47%2011");
	}

	private Object decide(Sampler sampler) {
		return decide(sampler, Context.root());
	}

	private Object decide(Sampler sampler, Context context) {
		String id = this.ids[this.next++ & (IDS - 1)];
		return sampler.shouldSample(context, id, "", SpanKind.SERVER, Attributes.empty(), List.of());
	}

}
