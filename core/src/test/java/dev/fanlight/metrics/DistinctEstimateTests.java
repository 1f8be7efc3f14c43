package dev.fanlight.metrics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The error of the estimate of distinct values.
 */
class DistinctEstimateTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 300, 700, 5_000, 100_000, 1_000_000 })
	void isWithinThreeStandardErrors(int values) {
		DistinctEstimate estimate = new DistinctEstimate();
		for (int i = 0; i < values; i++) {
			estimate.add("/path/" + i);
			if (i % 7 == 0) {
				estimate.add("/path/" + i);
			}
		}
		assertThat((double) estimate.estimate()).isCloseTo(values, within(1 + 0.2 * values));
	}

}
