package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.Tag;

/**
 * {@link FlightRecorderContract} on Jetty.
 */
@Tag("jetty-or-kafka")
class FlightRecorderJettyTests extends FlightRecorderServletTests {

}
