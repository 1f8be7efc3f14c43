package dev.fanlight.autoconfigure.logging;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Settings of canonical lines and limits that cannot be meant are reported, all of them.
 */
class CanonicalSettingsCheckTests {

	@Test
	void mistakesAreReportedTogether() {
		assertThat(mistakes(new MockEnvironment().withProperty("fanlight.logging.requests.levels.6xx", "info")
			.withProperty("fanlight.logging.requests.levels.404", "debug")
			.withProperty("fanlight.logging.requests.exclude-paths", "/ok/**,/{bad")
			.withProperty("fanlight.logging.requests.routes./orders/{id}", "off")
			.withProperty("fanlight.logging.requests.routes[/carts/{id}]", "off")
			.withProperty("fanlight.logging.limits.message", "10")
			.withProperty("fanlight.logging.limits.keys", "many"))).extracting(Mistake::key)
			.containsExactlyInAnyOrder("fanlight.logging.requests.levels.6xx",
					"fanlight.logging.requests.routes.ordersid", "fanlight.logging.requests.exclude-paths[1]",
					"fanlight.logging.limits.message", "fanlight.logging.limits.keys");
	}

	@Test
	void nothingSetIsNoMistake() {
		assertThat(mistakes(new MockEnvironment())).isEmpty();
	}

	private static List<Mistake> mistakes(MockEnvironment environment) {
		List<Mistake> mistakes = new ArrayList<>();
		new CanonicalSettingsCheck().check(environment, mistakes::add);
		return mistakes;
	}

}
