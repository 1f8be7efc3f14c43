package dev.fanlight.autoconfigure.logging;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CanonicalLinesContract} on Jetty and Spring MVC.
 */
@Tag("jetty-or-kafka")
class JettyCanonicalLinesTests extends ServletCanonicalLinesTests {

	/** Tomcat itself goes on in the encoding before. */
	@Test
	void responseThatIsResetHasTheEncodingItAsksFor() {
		assertThat(application().get("/reset?text=%C3%A9").body()).isEqualTo("\u00e9");
	}

}
