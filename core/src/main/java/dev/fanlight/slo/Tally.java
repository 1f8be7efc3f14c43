package dev.fanlight.slo;

/**
 * How many requests counted for a goal and how many of them missed it.
 *
 * @param requests all that counted
 * @param misses those that missed the goal
 */
record Tally(long requests, long misses) {

	/** The part that missed, not a number if there was none at all. */
	double missed() {
		return (double) this.misses / this.requests;
	}

}
