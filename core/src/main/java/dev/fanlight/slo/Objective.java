package dev.fanlight.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a service promises about some of its requests.
 *
 * @param name the name, lower-case words joined by hyphens
 * @param route the requests
 * @param availability the part of requests that do not fail, above 0 and below 1, or
 * {@code null} if nothing is promised
 * @param latency how fast requests are, or {@code null} if nothing is promised
 * @param window over which time the promise holds, whole days
 * @param description what the promise is about, for people
 * @param owner whom to ask, empty if unknown
 */
public record Objective(String name, Route route, @Nullable Double availability, @Nullable Latency latency,
		Duration window, String description, String owner) {

	/**
	 * The single promises, each with an error budget of its own.
	 * @return one or two goals
	 */
	public List<Goal> goals() {
		List<Goal> goals = new ArrayList<>(2);
		if (this.availability != null) {
			goals.add(new Goal(this, Sli.AVAILABILITY, this.availability));
		}
		if (this.latency != null) {
			goals.add(new Goal(this, Sli.LATENCY, this.latency.target()));
		}
		return goals;
	}

	/**
	 * A promise about durations.
	 *
	 * @param threshold the longest duration that is fast enough
	 * @param target the part of requests that are, above 0 and below 1
	 */
	public record Latency(Duration threshold, double target) {

		double seconds() {
			return this.threshold.toNanos() / 1e9;
		}

	}

	/**
	 * Which requests.
	 *
	 * @param method the HTTP method or {@value #ANY}
	 * @param path the template of the path as the label of the meter has it, or
	 * {@value #ANY}
	 */
	public record Route(String method, String path) {

		/** Any method, any path. */
		public static final String ANY = "*";

		/**
		 * Read a route.
		 * @param text such as {@code POST /orders}, {@code /orders/{id}} or {@code *}
		 * @return the route
		 * @throws IllegalArgumentException if it is none
		 */
		public static Route parse(String text) {
			String[] words = text.strip().split("\\s+");
			String path = words[words.length - 1];
			String method = (words.length == 2) ? words[0] : ANY;
			if (words.length > 2 || !path.equals(ANY) && !path.startsWith("/")
					|| !method.equals(ANY) && !method.matches("[A-Z]+")) {
				throw new IllegalArgumentException(
						"must be a route such as POST /orders, /orders/{id}, or * for the whole service");
			}
			return new Route(method, path);
		}

		@Override
		public String toString() {
			return this.method.equals(ANY) ? this.path.equals(ANY) ? "all requests" : this.path
					: this.path.equals(ANY) ? this.method + " requests" : this.method + " " + this.path;
		}

	}

}
