package dev.fanlight.slo;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * All that rules and a board are made from. The same service gives the same text.
 *
 * @param name the name of the service
 * @param selector the matchers, in the language of Prometheus, that select the series of
 * the service, for example {@code job="shop"}
 * @param requests what its requests are called
 * @param calls what the HTTP calls it makes are called
 * @param objectives its objectives
 * @param business the counters in Prometheus whose rate is business, for example
 * {@code shop_orders_total}
 * @param subjects what it has
 * @param thresholds where symptoms begin
 * @param runbookUrl the address below which the pages of the runbooks are, without a
 * slash at its end
 * @param grafanaUrl the address of Grafana without a slash at its end, empty for links
 * within Grafana
 */
public record MonitoredService(String name, String selector, RequestSeries requests, RequestSeries calls,
		List<Objective> objectives, List<String> business, Set<Subject> subjects, Thresholds thresholds,
		String runbookUrl, String grafanaUrl) {

	private static final int LONGEST_UID = 40;

	/**
	 * Where symptoms begin.
	 *
	 * @param errorRate the part of failed requests that is too high
	 * @param p99 the 99th percentile of durations that is too long
	 * @param minimumFailures how many requests must have missed a goal before their part
	 * means anything
	 */
	public record Thresholds(double errorRate, Duration p99, int minimumFailures) {
	}

	/** The id of the board in Grafana, which takes 40 characters. */
	String boardUid() {
		String uid = "fanlight-" + this.name.replaceAll("[^A-Za-z0-9_-]", "-");
		return (uid.length() <= LONGEST_UID) ? uid : uid.substring(0, LONGEST_UID);
	}

	String boardUrl() {
		return this.grafanaUrl + "/d/" + boardUid();
	}

	/** A series of the service, with more matchers, each with a comma in front. */
	String series(String metric, String matchers) {
		return metric + '{' + this.selector + matchers + '}';
	}

}
