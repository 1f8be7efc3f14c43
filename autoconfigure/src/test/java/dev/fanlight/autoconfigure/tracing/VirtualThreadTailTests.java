package dev.fanlight.autoconfigure.tracing;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * {@link TailContract} on Tomcat and Spring MVC, with virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTailTests extends ServletTailTests {

	@Override
	String threads() {
		return "true";
	}

	@Override
	int requests() {
		return 500;
	}

}
