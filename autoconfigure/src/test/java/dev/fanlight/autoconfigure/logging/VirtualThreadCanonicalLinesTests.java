package dev.fanlight.autoconfigure.logging;

import java.util.stream.Stream;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * {@link CanonicalLinesContract} on Tomcat with virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadCanonicalLinesTests extends ServletCanonicalLinesTests {

	@Override
	RunningApplication start(String... arguments) {
		return super.start(Stream.concat(Stream.of(arguments), Stream.of("--spring.threads.virtual.enabled=true"))
			.toArray(String[]::new));
	}

}
