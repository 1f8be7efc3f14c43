package dev.fanlight.autoconfigure.tracing;

/**
 * {@link TailContract} on Tomcat and Spring MVC, with virtual threads where there are
 * any.
 */
class VirtualThreadTailTests extends ServletTailTests {

	@Override
	String threads() {
		return "true";
	}

}
