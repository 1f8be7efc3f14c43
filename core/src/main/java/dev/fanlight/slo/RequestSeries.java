package dev.fanlight.slo;

/**
 * What the requests of the service are called in Prometheus.
 *
 * @param metric the histogram without suffix, in seconds
 * @param route the label with the template of the path
 * @param method the label with the HTTP method
 * @param status the label with the status of the response
 * @param faults which requests the service failed
 */
public record RequestSeries(String metric, String route, String method, String status, LabelMatcher faults) {

	/**
	 * The matchers of a route.
	 * @param requests the route
	 * @return matchers, each with a comma in front
	 */
	String matchers(Objective.Route requests) {
		return matcher(this.method, requests.method()) + matcher(this.route, requests.path());
	}

	private static String matcher(String label, String value) {
		return value.equals(Objective.Route.ANY) ? "" : "," + label + "=\"" + Words.escaped(value) + '"';
	}

	String count() {
		return this.metric + "_count";
	}

	String bucket() {
		return this.metric + "_bucket";
	}

}
