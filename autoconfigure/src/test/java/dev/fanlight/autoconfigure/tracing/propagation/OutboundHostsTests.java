package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers leave only to the hosts that are listed.
 */
class OutboundHostsTests {

	private static final List<String> SENT = List.of(
			"traceparent: 00-12345678901234567890123456789012-1234567890123456-01", "tracestate: foo=1",
			"baggage: tenant=acme");

	@ParameterizedTest
	@CsvSource({ "servlet,/call", "servlet,/call-by-template", "reactive,/call" })
	void othersGetNone(String type, String path) throws Exception {
		try (Calls calls = new Calls(type, "--fanlight.tracing.propagation.baggage-hosts=orders.example.org")) {
			List<String> lines = calls.call(path, SENT);
			assertThat(Callee.values(lines, "traceparent")).hasSize(1);
			assertThat(Callee.values(lines, "baggage")).isEmpty();
		}
		try (Calls calls = new Calls(type, "--fanlight.tracing.propagation.trace-hosts=*.example.org")) {
			List<String> lines = calls.call(path, SENT);
			assertThat(Callee.values(lines, "traceparent")).isEmpty();
			assertThat(Callee.values(lines, "tracestate")).isEmpty();
			assertThat(Callee.values(lines, "baggage")).containsExactly("tenant=acme");
		}
	}

}
