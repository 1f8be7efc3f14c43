package dev.fanlight.autoconfigure.slo;

import java.time.Duration;

import dev.fanlight.slo.ErrorBudgets;
import dev.fanlight.slo.Goal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The objectives as meters of this process.
 */
final class ObjectiveMeters implements MeterBinder {

	static final String TARGET = "fanlight.slo.objective";

	static final String REMAINING = "fanlight.slo.budget.remaining";

	static final String BURN_RATE = "fanlight.slo.burn.rate";

	private static final String RATIO = "ratio";

	private final ErrorBudgets budgets;

	ObjectiveMeters(ErrorBudgets budgets) {
		this.budgets = budgets;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Goal goal : this.budgets.goals()) {
			Tags tags = Tags.of("objective", goal.objective().name(), "sli", goal.sli().label());
			Gauge.builder(TARGET, goal, Goal::target)
				.description("Part of the requests that must meet the goal")
				.baseUnit(RATIO)
				.tags(tags)
				.strongReference(true)
				.register(registry);
			Gauge.builder(REMAINING, this.budgets, (budgets) -> budgets.status(goal).budgetRemaining())
				.description("Part of the error budget that is left, as this process counts")
				.baseUnit(RATIO)
				.tags(tags)
				.register(registry);
			for (Duration window : goal.burnWindows()) {
				Gauge.builder(BURN_RATE, this.budgets, (budgets) -> budgets.burnRate(goal, window).orElse(Double.NaN))
					.description("How fast the error budget burns, where 1 uses it up in the window of the objective,"
							+ " as this process counts")
					.tags(tags.and("window", Goal.inWords(window)))
					.register(registry);
			}
		}
	}

}
