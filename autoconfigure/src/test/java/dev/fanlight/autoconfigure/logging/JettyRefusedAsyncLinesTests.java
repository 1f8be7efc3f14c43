package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.Tag;

/**
 * {@link RefusedAsyncLinesTests} on Jetty.
 */
@Tag("jetty-or-kafka")
class JettyRefusedAsyncLinesTests extends RefusedAsyncLinesTests {

}
