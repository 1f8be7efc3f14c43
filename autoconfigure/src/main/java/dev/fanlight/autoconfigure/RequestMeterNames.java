package dev.fanlight.autoconfigure;

import java.util.function.Function;

import dev.fanlight.slo.LabelMatcher;
import org.jspecify.annotations.Nullable;

/**
 * What the meters of requests are called in the naming scheme in use, for rules, boards
 * and filters that have to find them. One bean of it exists where metrics are on.
 *
 * @param server the requests this service answers
 * @param client the HTTP calls this service makes
 */
public record RequestMeterNames(Requests server, Requests client) {

	/**
	 * One meter of requests. Labels stand as Prometheus shows them.
	 *
	 * @param meter the name of the timer in Micrometer, for example
	 * {@code http.server.requests}
	 * @param metric the histogram in Prometheus without suffix, for example
	 * {@code http_server_requests_seconds}
	 * @param route the label with the template of the path
	 * @param method the label with the HTTP method
	 * @param status the label with the status of the response
	 * @param error the label with the kind of error, or {@code null} where the scheme has
	 * none
	 * @param noError the value of that label when there was no error, empty where the
	 * label is then absent
	 * @param faults a matcher for requests the answering side failed, without braces, for
	 * example {@code status=~"5.."}
	 * @param peer the label with the host that was called, or {@code null} for the
	 * server's side
	 */
	public record Requests(String meter, String metric, String route, String method, String status,
			@Nullable String error, String noError, String faults, @Nullable String peer) {

		/**
		 * Whether the answering side failed the requests of a series.
		 * @param labels the value of a label, by its name
		 * @return whether {@link #faults()} matches
		 */
		public boolean isFault(Function<String, @Nullable String> labels) {
			LabelMatcher matcher = LabelMatcher.parse(this.faults);
			return matcher.matches(labels.apply(matcher.label()));
		}

		/**
		 * The counter of requests.
		 * @return for example {@code http_server_requests_seconds_count}
		 */
		public String count() {
			return this.metric + "_count";
		}

		/**
		 * The buckets of durations; their label {@code le} is in seconds.
		 * @return for example {@code http_server_requests_seconds_bucket}
		 */
		public String bucket() {
			return this.metric + "_bucket";
		}

	}

}
