package dev.fanlight.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How the meters of requests are called. The names stand here and nowhere else.
 */
public enum MeterNaming {

	/** The names that Spring gives. */
	MICROMETER(
			new Names("http.server.requests", "uri", "method", "status", "exception", "none",
					"outcome=~\"SERVER_ERROR|TIMEOUT\"", null, null),
			new Names("http.client.requests", "uri", "method", "status", "exception", "none",
					"outcome=~\"SERVER_ERROR|UNKNOWN\"", "client.name", null)),

	/** The stable semantic conventions of OpenTelemetry for HTTP metrics. */
	OTEL(new Names("http.server.request.duration", "http.route", "http.request.method", "http.response.status_code",
			"error.type", "", "error_type!~\"|client_aborted\"", null, null),
			new Names("http.client.request.duration", "url.template", "http.request.method",
					"http.response.status_code", "error.type", "", "error_type!~\"|4..\"", "server.address", null)),

	/** The names that services in other languages have long had. */
	CLASSIC(new Names("http.request.duration", "path", "method", "status", null, "", "status=~\"5..\"", null,
			"http.requests"),
			new Names("http.client.request.duration", "path", "method", "status", null, "", "status=~\"5..|[A-Z].*\"",
					"host", "http.client.requests"));

	private final Names server;

	private final Names client;

	MeterNaming(Names server, Names client) {
		this.server = server;
		this.client = client;
	}

	/**
	 * The requests this service answers.
	 * @return the names
	 */
	public Names server() {
		return this.server;
	}

	/**
	 * The HTTP calls this service makes.
	 * @return the names
	 */
	public Names client() {
		return this.client;
	}

	/**
	 * The names of the requests this service answers when they are recorded under a name
	 * of the user's.
	 * @param recorded that name
	 * @return the names of the scheme, where it has any of its own
	 */
	public Names server(String recorded) {
		return (this == MICROMETER) ? this.server.named(recorded) : this.server;
	}

	/**
	 * The names of the HTTP calls this service makes when they are recorded under a name
	 * of the user's.
	 * @param recorded that name
	 * @return the names of the scheme, where it has any of its own
	 */
	public Names client(String recorded) {
		return (this == MICROMETER) ? this.client.named(recorded) : this.client;
	}

	/**
	 * The names of one timer and of its tags, as Micrometer knows them.
	 *
	 * @param meter the timer
	 * @param route the template of the path
	 * @param method the HTTP method
	 * @param status the status of the response
	 * @param error the kind of error, or {@code null} where the scheme has none
	 * @param noError the value of that tag when there was no error
	 * @param faults a matcher, in the language and names of Prometheus, for requests that
	 * the answering side failed
	 * @param peer the host that was called, or {@code null}
	 * @param count a counter of requests beside the timer's, or {@code null}
	 */
	public record Names(String meter, String route, String method, String status, @Nullable String error,
			String noError, String faults, @Nullable String peer, @Nullable String count) {

		private Names named(String name) {
			return new Names(name, this.route, this.method, this.status, this.error, this.noError, this.faults,
					this.peer, this.count);
		}
	}

}
