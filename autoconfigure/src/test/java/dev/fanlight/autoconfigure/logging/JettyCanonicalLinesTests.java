package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.Tag;

/**
 * {@link CanonicalLinesContract} on Jetty and Spring MVC.
 */
@Tag("jetty-or-kafka")
class JettyCanonicalLinesTests extends ServletCanonicalLinesTests {

}
