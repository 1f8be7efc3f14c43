package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * {@link CorrelationContract} on Tomcat and Spring MVC, with virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadCorrelationTests extends ServletCorrelationTests {

	@Override
	RunningApplication start() {
		return RunningApplication.start(Application.class, arguments("true"));
	}

}
