package dev.fanlight.tracing.sampling;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.fanlight.tracing.Overlay;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Puts the configured plan in front of the sampler of the application, where it changes
 * while the application runs. Thread-safe.
 */
public final class SamplingControl {

	private final SamplingPlan configured;

	private final BooleanSupplier forced;

	private final LongSupplier nanoTime;

	private volatile Overlay<SamplingPlan> plan;

	private volatile @Nullable HeadSampler sampler;

	/**
	 * Create the control.
	 * @param configured what decides first; the default verdict is that of
	 * {@code traces-per-second}, if any
	 * @param forced whether the current request may force its trace
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 */
	public SamplingControl(SamplingPlan configured, BooleanSupplier forced, LongSupplier nanoTime) {
		this.configured = configured;
		this.plan = new Overlay<>(configured);
		this.forced = forced;
		this.nanoTime = nanoTime;
	}

	/**
	 * Stand in front of a sampler. One that takes a plain ratio is replaced by a ratio
	 * that other services agree with, and every one of the SDK by a configured rate;
	 * others are asked for what no rule decides.
	 * @param behind the sampler
	 * @param probability the ratio that is configured for samplers of the SDK
	 * @return the sampler in front
	 */
	public Sampler inFrontOf(Sampler behind, float probability) {
		Sampler ratio = Sampler.traceIdRatioBased(probability);
		Verdict otherwise = null;
		boolean followsParents = true;
		if (this.configured.otherwise() != null && isOfSdk(behind, ratio)) {
			otherwise = this.configured.otherwise();
		}
		else if (behind.equals(ratio) || behind.equals(Sampler.parentBased(ratio))) {
			// As it was written: as a double, a float of 0.1 is no tenth
			otherwise = Verdict.ratio(Double.parseDouble(Float.toString(probability)));
			followsParents = !behind.equals(ratio);
		}
		SamplingPlan start = new SamplingPlan(this.configured.rules(), otherwise, followsParents,
				this.configured.guaranteePerHour(), this.configured.maxRoutes());
		HeadSampler head = new HeadSampler(behind, start, this.forced, this.nanoTime);
		this.plan = new Overlay<>(start, head::plan);
		this.sampler = head;
		return head;
	}

	private static boolean isOfSdk(Sampler sampler, Sampler ratio) {
		return Stream.of(Sampler.alwaysOn(), Sampler.alwaysOff(), ratio)
			.anyMatch((sdk) -> sampler.equals(sdk) || sampler.equals(Sampler.parentBased(sdk)));
	}

	/**
	 * The sampler in front.
	 * @return the sampler, or {@code null} as long as there is none
	 */
	public @Nullable HeadSampler sampler() {
		return this.sampler;
	}

	/**
	 * Whether requests have to be looked at.
	 * @return whether somebody asks for {@link dev.fanlight.tracing.propagation.Inbound}
	 */
	public boolean needsRequests() {
		HeadSampler current = this.sampler;
		return current != null && current.plan().needsRequests();
	}

	/**
	 * What decides first, and what changes it.
	 * @return the plan in force once there is a sampler, the configured one before
	 */
	public Overlay<SamplingPlan> plan() {
		return this.plan;
	}

}
