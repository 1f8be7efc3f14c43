package dev.fanlight.tracing.propagation;

import java.util.List;

/**
 * How far callers are believed.
 *
 * @param rules asked in order
 * @param otherwise for callers that no rule matches
 */
public record TrustPlan(List<TrustRule> rules, Trust otherwise) {

	/**
	 * Create the plan.
	 * @param rules asked in order
	 * @param otherwise for callers that no rule matches
	 */
	public TrustPlan {
		rules = List.copyOf(rules);
	}

	/**
	 * Other rules.
	 * @param other the rules
	 * @return the changed plan
	 */
	public TrustPlan rules(List<TrustRule> other) {
		return new TrustPlan(other, this.otherwise);
	}

	/**
	 * Another level for callers that no rule matches.
	 * @param level the level
	 * @return the changed plan
	 */
	public TrustPlan otherwise(Trust level) {
		return new TrustPlan(this.rules, level);
	}

	boolean trustsAll() {
		return this.rules.isEmpty() && this.otherwise == Trust.TRUST;
	}

	Trust of(InboundRequest request) {
		for (TrustRule rule : this.rules) {
			if (rule.matches().test(request)) {
				return rule.trust();
			}
		}
		return this.otherwise;
	}

}
