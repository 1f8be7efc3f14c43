package dev.fanlight.tracing.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Decisions together with what they make of the threshold.
 */
final class Results {

	/** Taken with a probability that nobody knows. */
	static final SamplingResult TAKEN = new Result(SamplingDecision.RECORD_AND_SAMPLE, Threshold.NONE,
			TraceState.getDefault());

	private static final SamplingResult DROPPED = new Result(SamplingDecision.DROP, Threshold.NONE,
			TraceState.getDefault());

	private Results() {
	}

	/**
	 * Taken with a known probability.
	 * @param threshold the threshold of the probability
	 * @return a result to use again
	 */
	static SamplingResult taken(long threshold) {
		return new Result(SamplingDecision.RECORD_AND_SAMPLE, threshold,
				OtelState.withThreshold(TraceState.getDefault(), threshold));
	}

	/**
	 * Not taken.
	 * @param state the state of the caller
	 * @return a result without its threshold
	 */
	static SamplingResult dropped(TraceState state) {
		return state.isEmpty() ? SamplingResult.drop() : DROPPED;
	}

	static boolean isTaken(SamplingResult result) {
		return result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
	}

	/**
	 * A result of another sampler whose threshold is not true.
	 * @param result the result
	 * @return the same without a threshold
	 */
	static SamplingResult withoutThreshold(SamplingResult result) {
		return new WithoutThreshold(result);
	}

	private record Result(SamplingDecision decision, long threshold, TraceState alone) implements SamplingResult {

		@Override
		public SamplingDecision getDecision() {
			return this.decision;
		}

		@Override
		public Attributes getAttributes() {
			return Attributes.empty();
		}

		@Override
		public TraceState getUpdatedTraceState(TraceState state) {
			return state.isEmpty() ? this.alone : OtelState.withThreshold(state, this.threshold);
		}

	}

	private record WithoutThreshold(SamplingResult result) implements SamplingResult {

		@Override
		public SamplingDecision getDecision() {
			return this.result.getDecision();
		}

		@Override
		public Attributes getAttributes() {
			return this.result.getAttributes();
		}

		@Override
		public TraceState getUpdatedTraceState(TraceState state) {
			return OtelState.withThreshold(this.result.getUpdatedTraceState(state), Threshold.NONE);
		}

	}

}
