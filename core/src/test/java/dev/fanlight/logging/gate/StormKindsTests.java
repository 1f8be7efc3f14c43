package dev.fanlight.logging.gate;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A kind of error has one count per interval.
 */
class StormKindsTests {

	@Test
	void kindThatComesWhileAnIntervalEndsHasOneCountInTheNext() {
		StormKinds kinds = new StormKinds();
		kinds.increment("a");
		kinds.increment("b");
		kinds.reset((fingerprint, count) -> {
			if (fingerprint != null) {
				kinds.increment("b");
			}
		});
		List<String> told = new ArrayList<>();
		kinds.reset((fingerprint, count) -> told.add(fingerprint + "=" + count));
		assertThat(told).containsExactly("b=2", "null=0");
	}

	@Test
	void endedKindsStayEndedThroughAReset() {
		StormKinds kinds = new StormKinds();
		kinds.increment("a");
		kinds.end((fingerprint, count) -> kinds.reset((other, more) -> {
		}));
		assertThat(kinds.increment("a")).isNegative();
		assertThat(kinds.increment(null)).isNegative();
	}

}
