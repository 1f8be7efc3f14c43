package dev.fanlight.slo;

import java.time.Duration;
import java.util.Map;

/**
 * How a goal stands.
 *
 * @param goal the goal
 * @param requests how many requests counted in its window
 * @param misses how many of them missed it
 * @param budgetRemaining the part of the error budget that is left, below zero when more
 * than all is used up; 1 where nothing was requested
 * @param burnRates the burn rate over each window that is watched, the shortest first;
 * windows in which nothing was requested are missing
 * @param state what the burn rates ask for
 */
public record GoalStatus(Goal goal, long requests, long misses, double budgetRemaining, Map<Duration, Double> burnRates,
		State state) {

	/**
	 * What the burn rates of a goal ask for.
	 */
	public enum State {

		/** Nothing. */
		OK,

		/** Somebody looks in working hours. */
		TICKET,

		/** Somebody looks at once. */
		PAGE

	}

}
