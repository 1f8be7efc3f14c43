package dev.fanlight.tracing.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import dev.fanlight.tracing.propagation.Inbound;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about the first span of a trace in this process: a forced trace is taken, then
 * rules are asked in order, then a default verdict or the sampler behind. A caller who
 * has decided is followed, except by rules that overrule it. Later spans of the process
 * are left to the sampler behind, or follow their parent. Thread-safe; the plan can be
 * exchanged at any time.
 */
public final class HeadSampler implements Sampler {

	private static final Logger logger = LoggerFactory.getLogger(HeadSampler.class);

	private final AtomicBoolean failed = new AtomicBoolean();

	private final Sampler behind;

	private final BooleanSupplier forced;

	private final LongSupplier nanoTime;

	private volatile SamplingPlan plan;

	private volatile @Nullable RouteGuarantee guarantee;

	/**
	 * Create the sampler.
	 * @param behind the sampler for what nothing else decides
	 * @param plan what decides first
	 * @param forced whether the current request may force its trace
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 */
	public HeadSampler(Sampler behind, SamplingPlan plan, BooleanSupplier forced, LongSupplier nanoTime) {
		this.behind = behind;
		this.forced = forced;
		this.nanoTime = nanoTime;
		this.plan = plan;
		this.guarantee = guarantee(plan);
	}

	/**
	 * What decides now.
	 * @return the plan
	 */
	public SamplingPlan plan() {
		return this.plan;
	}

	/**
	 * Decide differently from now on.
	 * @param plan the new plan
	 */
	public void plan(SamplingPlan plan) {
		if (plan.guaranteePerHour() != this.plan.guaranteePerHour() || plan.maxRoutes() != this.plan.maxRoutes()) {
			this.guarantee = guarantee(plan);
		}
		this.plan = plan;
	}

	/**
	 * Whether the sampler behind is {@link Sampler#alwaysOff()} and nothing in front of
	 * it could take a trace.
	 * @return whether tracing is switched off
	 */
	public boolean isOff() {
		SamplingPlan current = this.plan;
		return this.behind == Sampler.alwaysOff() && current.otherwise() == null && !current.needsRequests();
	}

	private @Nullable RouteGuarantee guarantee(SamplingPlan plan) {
		return (plan.guaranteePerHour() > 0)
				? new RouteGuarantee(plan.guaranteePerHour(), plan.maxRoutes(), this.nanoTime) : null;
	}

	@Override
	public SamplingResult shouldSample(Context context, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> links) {
		SpanContext parent = Span.fromContext(context).getSpanContext();
		SamplingPlan current = this.plan;
		if (parent.isValid() && !parent.isRemote()) {
			return child(current, parent, context, traceId, name, kind, attributes, links);
		}
		if (this.forced.getAsBoolean()) {
			return Results.TAKEN;
		}
		Inbound request = Inbound.from(context);
		boolean begins = !parent.isValid() || (request != null && request.keepsIdOnly());
		List<SamplingRule> rules = current.rules();
		for (int i = 0; i < rules.size(); i++) {
			SamplingRule rule = rules.get(i);
			if (begins || rule.overrulesCaller()) {
				Verdict verdict = verdict(rule, request, kind, name, attributes);
				if (verdict != null) {
					SamplingResult result = verdict.decide(traceId, parent.getTraceState());
					return verdict.isFinal() ? result : guaranteed(request, result);
				}
			}
		}
		if (!begins && (current.otherwise() == null || current.followsParents())) {
			return followed(current, parent, context, traceId, name, kind, attributes, links);
		}
		Verdict otherwise = current.otherwise();
		if (otherwise == null) {
			Context root = parent.isValid() ? context.with(Span.getInvalid()) : context;
			return guaranteed(request, this.behind.shouldSample(root, traceId, name, kind, attributes, links));
		}
		SamplingResult result = otherwise.decide(traceId, parent.getTraceState());
		return otherwise.isFinal() ? result : guaranteed(request, result);
	}

	private @Nullable Verdict verdict(SamplingRule rule, @Nullable Inbound request, SpanKind kind, String name,
			Attributes attributes) {
		try {
			return rule.verdict(request, kind, name, attributes);
		}
		catch (RuntimeException ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("A sampling rule failed and counts as no answer, now and whenever it fails again", ex);
			}
			return null;
		}
	}

	private SamplingResult child(SamplingPlan current, SpanContext parent, Context context, String traceId, String name,
			SpanKind kind, Attributes attributes, List<LinkData> links) {
		Verdict otherwise = current.otherwise();
		if (otherwise == null) {
			return this.behind.shouldSample(context, traceId, name, kind, attributes, links);
		}
		if (!current.followsParents()) {
			return otherwise.decide(traceId, parent.getTraceState());
		}
		return parent.isSampled() ? SamplingResult.recordAndSample() : SamplingResult.drop();
	}

	/** A threshold of the caller goes on as long as it explains the decision. */
	private SamplingResult followed(SamplingPlan current, SpanContext parent, Context context, String traceId,
			String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
		SamplingResult result = child(current, parent, context, traceId, name, kind, attributes, links);
		if (parent.getTraceState().isEmpty()) {
			return result;
		}
		String written = OtelState.get(parent.getTraceState(), OtelState.THRESHOLD);
		if (written == null) {
			return result;
		}
		long threshold = Threshold.parse(written);
		long randomness = Threshold.randomness(OtelState.get(parent.getTraceState(), OtelState.RANDOMNESS), traceId);
		boolean explained = threshold != Threshold.NONE && (randomness >= threshold) == parent.isSampled()
				&& parent.isSampled() == Results.isTaken(result);
		return explained ? result : Results.withoutThreshold(result);
	}

	private SamplingResult guaranteed(@Nullable Inbound request, SamplingResult result) {
		RouteGuarantee current = this.guarantee;
		return (current != null && request != null && current.takes(request, Results.isTaken(result))) ? Results.TAKEN
				: result;
	}

	@Override
	public String getDescription() {
		SamplingPlan current = this.plan;
		List<String> parts = new ArrayList<>();
		if (!current.rules().isEmpty()) {
			parts.add(current.rules().size() + " rule(s) first");
		}
		parts.add((current.otherwise() != null) ? current.otherwise().toString() : this.behind.getDescription());
		if (current.otherwise() != null && current.followsParents()) {
			parts.add("callers followed");
		}
		if (current.guaranteePerHour() > 0) {
			parts.add("at least " + current.guaranteePerHour() + " per route and hour");
		}
		return String.join(", ", parts);
	}

	@Override
	public String toString() {
		return getDescription();
	}

}
