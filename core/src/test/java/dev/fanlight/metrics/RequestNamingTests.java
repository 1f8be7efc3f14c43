package dev.fanlight.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the tags of requests are carried into other schemes.
 */
class RequestNamingTests {

	private static final String SERVER = "http.server.requests";

	private static final String CLIENT = "http.client.requests";

	@ParameterizedTest
	@CsvSource(textBlock = """
			200,     SUCCESS,        none,        200, ''
			404,     CLIENT_ERROR,   none,        404, ''
			500,     SERVER_ERROR,   IOException, 500, IOException
			502,     SERVER_ERROR,   none,        502, 502
			504,     TIMEOUT,        none,        504, timeout
			503,     CLIENT_ABORTED, none,        503, client_aborted
			UNKNOWN, CLIENT_ABORTED, none,        '',  client_aborted
			""")
	void tellsErrorsOfRequestsAsOpenTelemetryDoes(String status, String outcome, String exception, String code,
			String type) {
		Meter.Id id = filter(MeterNaming.OTEL).map(server(status, outcome, exception));
		assertThat(id.getName()).isEqualTo("http.server.request.duration");
		assertThat(id.getTags()).containsExactlyInAnyOrderElementsOf(Tags.of("error.type", type, "http.request.method",
				"GET", "http.response.status_code", code, "http.route", "/x", "region", "eu"));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			200, SUCCESS,        200
			503, SERVER_ERROR,   503
			200, SERVER_ERROR,   500
			503, CLIENT_ABORTED, 499
			""")
	void tellsErrorsOfRequestsByStatusAlone(String status, String outcome, String expected) {
		Meter.Id id = filter(MeterNaming.CLASSIC).map(server(status, outcome, "none"));
		assertThat(id.getName()).isEqualTo("http.request.duration");
		assertThat(id.getTags()).containsExactlyInAnyOrderElementsOf(
				Tags.of("method", "GET", "path", "/x", "region", "eu", "status", expected));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			200,          none,            200, ''
			404,          none,            404, 404
			CLIENT_ERROR, ConnectException, '', ConnectException
			""")
	void tellsErrorsOfCalls(String status, String exception, String code, String type) {
		Meter.Id id = filter(MeterNaming.OTEL).map(id(CLIENT, "uri", "/y", "method", "GET", "status", status, "outcome",
				"UNKNOWN", "exception", exception, "client.name", "api.example.com"));
		assertThat(id.getName()).isEqualTo("http.client.request.duration");
		assertThat(id.getTags()).containsExactlyInAnyOrderElementsOf(Tags.of("error.type", type, "http.request.method",
				"GET", "http.response.status_code", code, "url.template", "/y", "server.address", "api.example.com"));
	}

	@Test
	void leavesOtherMetersAndItsOwnNamesAlone() {
		Meter.Id other = id("orders", "uri", "/x");
		Meter.Id server = server("200", "SUCCESS", "none");
		assertThat(filter(MeterNaming.OTEL).map(other)).isSameAs(other);
		assertThat(filter(MeterNaming.MICROMETER).map(server)).isSameAs(server);
		Meter.Id renamed = filter(MeterNaming.OTEL).map(server);
		assertThat(filter(MeterNaming.OTEL).map(renamed)).isSameAs(renamed);
	}

	@Test
	void knowsWhichMeterWasRenamed() {
		assertThat(filter(MeterNaming.OTEL).recorded("http.server.request.duration")).isEqualTo(SERVER);
		assertThat(filter(MeterNaming.CLASSIC).recorded("http.client.request.duration")).isEqualTo(CLIENT);
		assertThat(filter(MeterNaming.CLASSIC).recorded("orders")).isNull();
		assertThat(filter(MeterNaming.MICROMETER).recorded(SERVER)).isNull();
	}

	private static RequestNaming filter(MeterNaming naming) {
		return new RequestNaming(naming, SERVER, CLIENT);
	}

	private static Meter.Id server(String status, String outcome, String exception) {
		return id(SERVER, "uri", "/x", "method", "GET", "status", status, "outcome", outcome, "exception", exception,
				"region", "eu");
	}

	private static Meter.Id id(String name, String... tags) {
		return new Meter.Id(name, Tags.of(tags), null, null, Meter.Type.TIMER);
	}

}
