package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.fanlight.autoconfigure.tracing.propagation.TraceContextCases.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A running application handles the headers of the W3C Trace Context as specified, and
 * sends them to the hosts that are listed. Shows also where Boot alone does not.
 */
class TraceContextConformanceTests {

	/** Most because Boot reads the first header line of a name only. */
	private static final Set<String> BOOT_FAILS = Set.of("random flag of a restarted trace",
			"tracestate beside two traceparents", "tracestate: 32 members on four lines",
			"tracestate: 33 members on two lines", "tracestate: 517 characters, a long member first",
			"tracestate: 514 characters, the last member first",
			"tracestate: duplicated key of another value on two lines", "tracestate: duplicated key on two lines",
			"tracestate: empty line before", "tracestate: empty members", "tracestate: illegal member on a second line",
			"tracestate: key of 256", "tracestate: key of 257", "tracestate: lines with empty ones between",
			"tracestate: system of 15", "tracestate: tenant of 241", "tracestate: tenant of 242",
			"tracestate: three lines", "tracestate: white line before", "two equal traceparents", "two traceparents");

	@ParameterizedTest
	@CsvSource({ "servlet, /call /call-by-template", "reactive, /call" })
	void fanlightFailsNoneAndTellsNoStranger(String type, String paths) throws Exception {
		try (Calls calls = new Calls(type, "--fanlight.tracing.propagation.trace-hosts=localhost")) {
			assertThat(failing(calls)).isEmpty();
			for (String path : paths.split(" ")) {
				List<String> lines = calls.call(path + "?host=127.0.0.1",
						List.of("traceparent: 00-12345678901234567890123456789012-1234567890123456-01",
								"tracestate: foo=1", "baggage: tenant=acme"));
				assertThat(Callee.values(lines, "traceparent")).isEmpty();
				assertThat(Callee.values(lines, "tracestate")).isEmpty();
				assertThat(Callee.values(lines, "baggage")).containsExactly("tenant=acme");
			}
		}
	}

	@Test
	void bootFailsThese() throws Exception {
		try (Calls calls = new Calls("servlet", "--fanlight.enabled=false")) {
			assertThat(failing(calls)).isEqualTo(new TreeSet<>(BOOT_FAILS));
		}
	}

	private static Set<String> failing(Calls calls) throws Exception {
		Set<String> failing = new TreeSet<>();
		for (Case one : TraceContextCases.all()) {
			if (!one.passes(calls.call("/call", one.headers()))) {
				failing.add(one.name());
			}
		}
		return failing;
	}

}
