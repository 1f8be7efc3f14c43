package dev.fanlight.autoconfigure.metrics;

import org.springframework.core.env.Environment;

/**
 * The names under which Boot has requests recorded.
 *
 * @param server the requests this service answers
 * @param client the HTTP calls this service makes
 */
record RecordedNames(String server, String client) {

	static RecordedNames of(Environment environment) {
		return new RecordedNames(
				environment.getProperty("management.observations.http.server.requests.name", "http.server.requests"),
				environment.getProperty("management.observations.http.client.requests.name", "http.client.requests"));
	}

}
