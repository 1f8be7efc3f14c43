package dev.fanlight.autoconfigure.logging;

import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;

/**
 * {@link CanonicalLinesContract} does not depend on what Fanlight adds to metrics.
 */
@Tag("one-jdk")
class ReactiveLinesWithoutMetricsTests extends ReactiveCanonicalLinesTests {

	@Override
	RunningApplication start(String... arguments) {
		return super.start(Stream.concat(Stream.of(arguments), Stream.of("--fanlight.metrics.enabled=false"))
			.toArray(String[]::new));
	}

}
