package dev.fanlight.autoconfigure.slo;

import java.util.ArrayList;
import java.util.List;

import dev.fanlight.autoconfigure.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objectives that cannot be meant are reported, all of them.
 */
class SloCheckTests {

	private static final String A = "fanlight.slo.objectives.a.";

	@Test
	void mistakesAreReportedTogether() {
		List<Mistake> mistakes = mistakes(new MockEnvironment().withProperty(A + "route", "POST orders")
			.withProperty(A + "availability", "99.9")
			.withProperty(A + "latency.threshold", "soon")
			.withProperty(A + "latency.target", "100%")
			.withProperty(A + "window", "36h")
			.withProperty(A + "latancy.threshold", "1s")
			.withProperty("fanlight.slo.objectives.b.route", "*")
			.withProperty("fanlight.slo.objectives.Big.availability", "0.9")
			.withProperty("fanlight.slo.objectives.c.latency.threshold", "2h")
			.withProperty("fanlight.slo.symptoms.error-rate", "0")
			.withProperty("fanlight.slo.minimum-failures", "0")
			.withProperty("fanlight.slo.selector", "job=shop")
			.withProperty("fanlight.slo.business-counters", "shop.orders,9"));
		assertThat(mistakes).extracting(Mistake::key)
			.containsExactlyInAnyOrder(A + "route", A + "availability", A + "latency.threshold", A + "latency.target",
					A + "window", A + "latancy", "fanlight.slo.objectives.b", "fanlight.slo.objectives.Big",
					"fanlight.slo.objectives.c.route", "fanlight.slo.objectives.c.latency.threshold",
					"fanlight.slo.objectives.c.latency.target", "fanlight.slo.symptoms.error-rate",
					"fanlight.slo.minimum-failures", "fanlight.slo.selector", "fanlight.slo.business-counters[1]");
		assertThat(mistakes).filteredOn((mistake) -> mistake.key().equals(A + "availability"))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.value()).isEqualTo("99.9"))
			.satisfies((mistake) -> assertThat(mistake.fix()).contains("99.9% or 0.999"));
	}

	@Test
	void whatCanBeMeantIsNoMistake() {
		assertThat(mistakes(new MockEnvironment().withProperty(A + "route", "/orders/{id}")
			.withProperty(A + "availability", "0.999")
			.withProperty("fanlight.slo.objectives.b-2.route", "GET *")
			.withProperty("fanlight.slo.objectives.b-2.latency.threshold", "300ms")
			.withProperty("fanlight.slo.objectives.b-2.latency.target", "99.5 %")
			.withProperty("fanlight.slo.objectives.b-2.window", "7d")
			.withProperty("fanlight.slo.objectives.b-2.owner", "me")
			.withProperty("fanlight.slo.selector", "job=\"shop\", namespace=~\"a|b,c\""))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "false, true", "off, true", "true, false", "yes, false" })
	void nothingIsCheckedWhereObjectivesAreOff(String enabled, boolean off) {
		assertThat(mistakes(new MockEnvironment().withProperty("fanlight.slo.enabled", enabled)
			.withProperty(A + "route", "POST orders")).isEmpty()).isEqualTo(off);
	}

	@Test
	void thereAreNotTooMany() {
		MockEnvironment environment = new MockEnvironment();
		for (int i = 0; i <= SloCheck.MAX_OBJECTIVES; i++) {
			environment.withProperty("fanlight.slo.objectives.a" + i + ".route", "*")
				.withProperty("fanlight.slo.objectives.a" + i + ".availability", "99%");
		}
		assertThat(mistakes(environment)).extracting(Mistake::key).containsExactly("fanlight.slo.objectives");
	}

	private static List<Mistake> mistakes(MockEnvironment environment) {
		List<Mistake> mistakes = new ArrayList<>();
		new SloCheck().check(environment, mistakes::add);
		return mistakes;
	}

}
