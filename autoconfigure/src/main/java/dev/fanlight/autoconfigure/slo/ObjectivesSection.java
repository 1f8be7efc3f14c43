package dev.fanlight.autoconfigure.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.fanlight.autoconfigure.EndpointSection;
import dev.fanlight.slo.ErrorBudgets;
import dev.fanlight.slo.Goal;
import dev.fanlight.slo.GoalStatus;
import dev.fanlight.slo.Objective;

/**
 * How the objectives stand in this process.
 */
final class ObjectivesSection implements EndpointSection {

	private final ErrorBudgets budgets;

	private final BudgetKeeper keeper;

	ObjectivesSection(ErrorBudgets budgets, BudgetKeeper keeper) {
		this.budgets = budgets;
		this.keeper = keeper;
	}

	@Override
	public String name() {
		return "objectives";
	}

	@Override
	public Map<String, ?> read() {
		this.keeper.read();
		List<Object> rows = new ArrayList<>();
		for (Goal goal : this.budgets.goals()) {
			rows.add(row(goal, this.budgets.status(goal)));
		}
		return Map.of("goals", rows);
	}

	private static Map<String, Object> row(Goal goal, GoalStatus status) {
		Objective objective = goal.objective();
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("objective", objective.name());
		row.put("sli", goal.sli().label());
		row.put("promise", goal.inWords());
		row.put("target", goal.target());
		row.put("state", status.state().name().toLowerCase(Locale.ROOT));
		row.put("requests", status.requests());
		row.put("missed", status.misses());
		row.put("budget_remaining", rounded(status.budgetRemaining()));
		List<Object> burnRates = new ArrayList<>();
		status.burnRates().forEach((window, rate) -> {
			Map<String, Object> burn = new LinkedHashMap<>();
			burn.put("window", text(window));
			burn.put("rate", rounded(rate));
			burnRates.add(burn);
		});
		row.put("burn_rates", burnRates);
		if (!objective.description().isEmpty()) {
			row.put("description", objective.description());
		}
		if (!objective.owner().isEmpty()) {
			row.put("owner", objective.owner());
		}
		return row;
	}

	static String text(Duration window) {
		return Goal.inWords(window);
	}

	private static double rounded(double value) {
		return Math.round(value * 1e4) / 1e4;
	}

}
