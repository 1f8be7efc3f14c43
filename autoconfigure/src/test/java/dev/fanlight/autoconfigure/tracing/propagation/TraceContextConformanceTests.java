package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.fanlight.autoconfigure.tracing.propagation.TraceContextCases.Case;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A running application handles the headers of the W3C Trace Context as specified. Shows
 * also where Boot alone does not.
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
	@ValueSource(strings = { "servlet", "reactive" })
	void fanlightFailsNone(String type) throws Exception {
		assertThat(failing(type)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void bootFailsThese(String type) throws Exception {
		assertThat(failing(type, "--fanlight.enabled=false")).isEqualTo(new TreeSet<>(BOOT_FAILS));
	}

	private static Set<String> failing(String type, String... arguments) throws Exception {
		Set<String> failing = new TreeSet<>();
		try (Calls calls = new Calls(type, arguments)) {
			for (Case one : TraceContextCases.all()) {
				List<String> sent = calls.call("/call", one.headers());
				if (!one.passes(sent)) {
					failing.add(one.name());
				}
			}
		}
		return failing;
	}

}
