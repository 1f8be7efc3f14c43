package dev.fanlight.autoconfigure.tracing.propagation;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServletTrustTests extends TrustContract {

	@Override
	String type() {
		return "servlet";
	}

	@Test
	void routesOfAServletBelowTheRootAreKnown() throws Exception {
		try (Calls calls = new Calls(type(), "--spring.mvc.servlet.path=/app",
				"--management.tracing.sampling.probability=0",
				"--fanlight.tracing.sampling.rules[0].route=/things/{id}",
				"--fanlight.tracing.sampling.rules[0].take=always")) {
			assertThat(Callee.values(calls.call("/app/things/3", List.of()), "traceparent")).singleElement()
				.asString()
				.endsWith("-03");
		}
	}

	@Override
	List<String> paths() {
		return List.of("/call", "/call-by-template");
	}

}
