package dev.fanlight.tracing.sampling;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What decides which traces are taken.
 *
 * @param rules asked in order
 * @param otherwise the verdict about traces that no rule decides, or {@code null} to ask
 * the sampler behind
 * @param followsParents whether spans with a parent follow it instead of that verdict
 * @param guaranteePerHour how many traces of each route are taken in an hour at least, 0
 * for no guarantee
 * @param maxRoutes beyond how many routes only those of controllers have the guarantee
 */
public record SamplingPlan(List<SamplingRule> rules, @Nullable Verdict otherwise, boolean followsParents,
		int guaranteePerHour, int maxRoutes) {

	/**
	 * Other rules.
	 * @param rules the rules
	 * @return the changed plan
	 */
	public SamplingPlan rules(List<SamplingRule> rules) {
		return new SamplingPlan(rules, this.otherwise, this.followsParents, this.guaranteePerHour, this.maxRoutes);
	}

	/**
	 * Another verdict. Callers are followed where the sampler behind was asked until now.
	 * @param verdict the verdict
	 * @return the changed plan
	 */
	public SamplingPlan otherwise(Verdict verdict) {
		return new SamplingPlan(this.rules, verdict, this.followsParents || this.otherwise == null,
				this.guaranteePerHour, this.maxRoutes);
	}

	/**
	 * Another guarantee, which begins anew for every route.
	 * @param perHour how many traces of each route
	 * @return the changed plan
	 */
	public SamplingPlan guaranteePerHour(int perHour) {
		return new SamplingPlan(this.rules, this.otherwise, this.followsParents, perHour, this.maxRoutes);
	}

	/**
	 * Another number of routes, for which the guarantee begins anew.
	 * @param maxRoutes beyond how many
	 * @return the changed plan
	 */
	public SamplingPlan maxRoutes(int maxRoutes) {
		return new SamplingPlan(this.rules, this.otherwise, this.followsParents, this.guaranteePerHour, maxRoutes);
	}

	/**
	 * Whether requests have to be looked at.
	 * @return whether there are rules or a guarantee
	 */
	public boolean needsRequests() {
		return !this.rules.isEmpty() || this.guaranteePerHour > 0;
	}

}
