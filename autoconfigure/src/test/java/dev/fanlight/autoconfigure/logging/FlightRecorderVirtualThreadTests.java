package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * {@link FlightRecorderContract} on Tomcat with virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class FlightRecorderVirtualThreadTests extends FlightRecorderServletTests {

	@Override
	boolean virtualThreads() {
		return true;
	}

}
