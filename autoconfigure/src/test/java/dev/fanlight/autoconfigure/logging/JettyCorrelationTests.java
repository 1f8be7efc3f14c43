package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.Tag;

/**
 * {@link CorrelationContract} on Jetty and Spring MVC.
 */
@Tag("jetty-or-kafka")
class JettyCorrelationTests extends ServletCorrelationTests {

	@Override
	String uncaughtExceptionLine() {
		return "/boom";
	}

}
