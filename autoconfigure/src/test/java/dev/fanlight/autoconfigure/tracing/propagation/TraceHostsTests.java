package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A running application sends trace headers to the hosts that are listed, whichever
 * client calls them.
 */
class TraceHostsTests {

	@ParameterizedTest
	@CsvSource({ "servlet, /call /call-by-template", "reactive, /call" })
	void strangersAreToldNoTrace(String type, String paths) throws Exception {
		try (Calls calls = new Calls(type, "--fanlight.tracing.propagation.trace-hosts=localhost")) {
			for (String path : paths.split(" ")) {
				List<String> headers = List.of("traceparent: 00-12345678901234567890123456789012-1234567890123456-01",
						"tracestate: foo=1", "baggage: tenant=acme");
				assertThat(Callee.values(calls.call(path + "?host=localhost", headers), "tracestate"))
					.containsExactly("foo=1");
				List<String> lines = calls.call(path + "?host=127.0.0.1", headers);
				assertThat(Callee.values(lines, "traceparent")).isEmpty();
				assertThat(Callee.values(lines, "tracestate")).isEmpty();
				assertThat(Callee.values(lines, "baggage")).containsExactly("tenant=acme");
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "servlet", "reactive" })
	void switchedOffTheHeadersAreThoseOfBoot(String type) throws Exception {
		try (Calls calls = new Calls(type, "--fanlight.tracing.propagation.enabled=false",
				"--fanlight.tracing.propagation.trace-hosts=localhost", "--fanlight.tracing.trust.otherwise=ignore")) {
			assertThat(Callee.values(
					calls.call("/call?host=127.0.0.1",
							List.of("traceparent: 00-12345678901234567890123456789012-1234567890123456-01")),
					"traceparent"))
				.singleElement()
				.asString()
				.startsWith("00-12345678901234567890123456789012");
		}
	}

}
