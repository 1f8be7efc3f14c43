package dev.fanlight.autoconfigure.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import dev.fanlight.autoconfigure.AlertReading;
import dev.fanlight.slo.ErrorBudgets;
import dev.fanlight.slo.Goal;

/**
 * Burn rates for alerts inside the process: of each goal the one that lasts over an hour
 * and over its last five minutes, for a window of thirty days.
 */
final class BurnRateReading implements AlertReading {

	private final ErrorBudgets budgets;

	private final BudgetKeeper keeper;

	BurnRateReading(ErrorBudgets budgets, BudgetKeeper keeper) {
		this.budgets = budgets;
		this.keeper = keeper;
	}

	@Override
	public String name() {
		return "burn-rate";
	}

	@Override
	public List<Value> values() {
		this.keeper.read();
		List<Value> values = new ArrayList<>();
		for (Goal goal : this.budgets.goals()) {
			OptionalDouble rate = this.budgets.lastingBurnRate(goal);
			if (rate.isPresent()) {
				values.add(new Value(goal.objective().name(), rate.getAsDouble(), Map.of("route",
						goal.objective().route().toString(), "sli", goal.sli().label(), "promise", goal.inWords())));
			}
		}
		return values;
	}

}
