package dev.fanlight.tracing.tail;

import java.util.List;

import dev.fanlight.tracing.NoTraffic;
import dev.fanlight.tracing.sampling.HeadSampler;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.jspecify.annotations.Nullable;

/**
 * Lets the head decide, and has what it does not take recorded. Left unrecorded are what
 * is not traffic and what the head cuts out of a trace that it took.
 */
final class TailSampler implements Sampler {

	/**
	 * Marks spans that the head itself wants recorded but not sampled: they are not ours.
	 */
	static final AttributeKey<Boolean> RECORD_ONLY = AttributeKey.booleanKey("fanlight.record_only");

	private static final SamplingResult OURS = SamplingResult.recordOnly();

	private final Sampler head;

	/** The head, where it is Fanlight's. */
	private final @Nullable HeadSampler ours;

	private final TraceKeeper keeper;

	TailSampler(Sampler head, TraceKeeper keeper) {
		this.head = head;
		this.ours = (head instanceof HeadSampler sampler) ? sampler : null;
		this.keeper = keeper;
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
			Attributes attributes, List<LinkData> parentLinks) {
		SamplingResult result = this.head.shouldSample(parentContext, traceId, name, spanKind, attributes, parentLinks);
		SamplingDecision decision = result.getDecision();
		if (decision == SamplingDecision.RECORD_AND_SAMPLE || !this.keeper.isInUse()) {
			return result;
		}
		if (decision == SamplingDecision.RECORD_ONLY) {
			this.keeper.recordOnlySeen();
			return new Changed(result, result.getAttributes().toBuilder().put(RECORD_ONLY, true).build());
		}
		SpanContext parent = Span.fromContext(parentContext).getSpanContext();
		if (this.keeper.rules().isEmpty() || (this.ours != null && this.ours.isOff()) || NoTraffic.isMarked()
				|| (parent.isSampled() && !parent.isRemote())) {
			return result;
		}
		return (result == SamplingResult.drop()) ? OURS : new Changed(result, result.getAttributes());
	}

	@Override
	public String getDescription() {
		return "Tail{" + this.head.getDescription() + "}";
	}

	@Override
	public String toString() {
		return getDescription();
	}

	private record Changed(SamplingResult result, Attributes attributes) implements SamplingResult {

		@Override
		public SamplingDecision getDecision() {
			return SamplingDecision.RECORD_ONLY;
		}

		@Override
		public Attributes getAttributes() {
			return this.attributes;
		}

		@Override
		public TraceState getUpdatedTraceState(TraceState parentTraceState) {
			return this.result.getUpdatedTraceState(parentTraceState);
		}

	}

}
