package dev.fanlight.autoconfigure.logging;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;

/**
 * {@link CorrelationContract} on Jetty and Spring MVC.
 */
@Tag("jetty-or-kafka")
class JettyCorrelationTests extends ServletCorrelationTests {

	@Override
	List<String> edges() {
		return Stream.concat(super.edges().stream(), Stream.of("/bare-listener")).toList();
	}

	@Override
	String uncaughtExceptionLine() {
		return "/boom";
	}

}
