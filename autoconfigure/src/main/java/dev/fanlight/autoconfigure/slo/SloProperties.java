package dev.fanlight.autoconfigure.slo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the service promises, and what follows from it.
 *
 * @param enabled Whether objectives are watched, and rules and a board made from them.
 * @param objectives Objectives by name.
 * @param minimumFailures How many requests must have missed a goal before its alerts may
 * fire, against alarms from little traffic.
 * @param businessCounters Names of counters whose rate tells how business goes, such as
 * shop.orders. An alert compares it with its own average.
 * @param symptoms Where symptoms begin that are no matter of objectives.
 * @param selector Matchers that select the series of this service in Prometheus. The
 * default is the label job with the name of the service.
 * @param runbookUrl Address below which the pages of the runbooks are.
 * @param grafanaUrl Address of Grafana for links from alerts to the board.
 * @param writeTo Directory to write rules and board to. When it is set, the application
 * starts as far as it must, writes them and ends.
 * @param state Settings of the file that carries error budgets over restarts.
 */
@ConfigurationProperties("fanlight.slo")
record SloProperties(@DefaultValue("true") boolean enabled, @DefaultValue Map<String, ObjectiveSettings> objectives,
		@DefaultValue("5") int minimumFailures, @DefaultValue List<String> businessCounters,
		@DefaultValue Symptoms symptoms, @Nullable String selector, @DefaultValue("docs/runbooks") String runbookUrl,
		@DefaultValue("") String grafanaUrl, @Nullable Path writeTo, @DefaultValue State state) {

	/**
	 * One objective.
	 *
	 * @param route Requests it is about: method and path template such as POST /orders, a
	 * path template alone, or * for the whole service.
	 * @param availability Part of the requests that must not fail, such as 99.9%.
	 * @param latency How fast requests must be.
	 * @param window Time over which the promise holds, in whole days.
	 * @param description What it is about, for whom an alert wakes.
	 * @param owner Whom to ask; becomes the label owner of its alerts.
	 */
	record ObjectiveSettings(@Nullable String route, @Nullable String availability, @Nullable LatencySettings latency,
			@DefaultValue("30d") String window, @DefaultValue("") String description, @DefaultValue("") String owner) {
	}

	/**
	 * A promise about durations.
	 *
	 * @param threshold Longest duration that is fast enough, such as 300ms. It becomes a
	 * bucket of the histogram of requests.
	 * @param target Part of the requests that must be fast enough, such as 99%.
	 */
	record LatencySettings(@Nullable String threshold, @Nullable String target) {
	}

	/**
	 * Where symptoms begin.
	 *
	 * @param errorRate Part of failed requests that pages, such as 5%.
	 * @param p99 The 99th percentile of durations that is too long.
	 */
	record Symptoms(@DefaultValue("5%") String errorRate, @DefaultValue("2s") Duration p99) {
	}

	/**
	 * The file that carries error budgets over restarts.
	 *
	 * @param enabled Whether the counts behind error budgets are kept in a file.
	 * @param directory Directory of the files of all services. The default is fanlight
	 * followed by the name of the user, below the directory for temporary files.
	 */
	record State(@DefaultValue("true") boolean enabled, @Nullable Path directory) {

		Path effectiveDirectory() {
			return (this.directory != null) ? this.directory : Path.of(System.getProperty("java.io.tmpdir"),
					"fanlight-" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_"));
		}

	}

}
