package dev.fanlight.alerting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

/**
 * What this process measures. Asked by one thread, every few seconds.
 */
public interface Measurements {

	/**
	 * The requests since the start.
	 * @return the totals by route, as {@code POST /orders}
	 */
	Map<String, RequestTotals> requests();

	/**
	 * The sum of counters since the start.
	 * @param meters which counters
	 * @return the sum, empty if there is none of them
	 */
	OptionalDouble total(MeterQuery meters);

	/**
	 * Gauges now.
	 * @param meters which gauges
	 * @return a value for each, by its tags in words
	 */
	List<Observed> values(MeterQuery meters);

	/**
	 * Jobs that run on a schedule.
	 * @param name the name of a job or the end of it
	 * @return what is known of those so called
	 */
	List<Job> jobs(String name);

	/**
	 * A number of another room.
	 * @param reading its name
	 * @return its values
	 */
	List<Observed> reading(String reading);

	/**
	 * A trace that shows what went wrong.
	 * @param route the route, or {@code null} for any
	 * @return the id of the last failed trace, or {@code null}
	 */
	@Nullable String failedTrace(@Nullable String route);

	/**
	 * A trace that shows what was slow.
	 * @param route the route
	 * @param since how old it may be
	 * @return the id of the trace of the slowest request that is known, or {@code null}
	 */
	@Nullable String slowTrace(String route, Instant since);

	/**
	 * One number.
	 *
	 * @param subject what it is about, possibly empty
	 * @param value the number
	 * @param details more to tell, by name
	 */
	record Observed(String subject, double value, Map<String, String> details) {
	}

	/**
	 * A job.
	 *
	 * @param name its name
	 * @param due when it is or was to start next
	 */
	record Job(String name, Instant due) {
	}

}
