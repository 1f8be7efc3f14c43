package dev.fanlight.slo;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How fast the error budgets of this process burn. A burn rate of one uses up the budget
 * exactly in the window of the objective. Thread-safe.
 */
public interface BurnRates {

	/**
	 * The objectives there are.
	 * @return their names
	 */
	Set<String> objectives();

	/**
	 * How fast the budget of an objective burned lately.
	 * @param objective the name of the objective
	 * @param window over which time until now, at most the window of the objective
	 * @return the highest burn rate of its goals; empty if there is no such objective or
	 * nothing was requested in that time
	 */
	OptionalDouble burnRate(String objective, Duration window);

}
