package dev.fanlight.tracing.sampling;

import java.util.SplittableRandom;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Thresholds are those of the specification of probability sampling.
 */
class ThresholdTests {

	/** The table of the specification at its precision of four digits. */
	@ParameterizedTest
	@CsvSource({ "1,0", "2,8", "3,aaab", "4,c", "5,cccd", "8,e", "10,e666", "16,f", "100,fd70a", "1000,ffbe77",
			"10000,fff9724", "100000,ffff583a", "1000000,ffffef39" })
	void isThatOfTheSpecification(int oneIn, String text) {
		long threshold = Threshold.of(1.0 / oneIn);
		assertThat(Threshold.text(threshold)).isEqualTo(text);
		assertThat(Threshold.parse(text)).isEqualTo(threshold);
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1", "1e-18", "NaN" })
	void nothingIsTakenWithoutProbability(double probability) {
		assertThat(Threshold.of(probability)).isEqualTo(Threshold.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "''", "0123456789abcde", "g", "-1", "' 1'" })
	void otherTextIsNone(String text) {
		assertThat(Threshold.parse(text)).isEqualTo(Threshold.NONE);
		assertThat(Threshold.parse(null)).isEqualTo(Threshold.NONE);
	}

	@Test
	void everyThresholdSurvivesItsText() {
		SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < 100_000; i++) {
			long threshold = (random.nextLong() & ((1L << 56) - 1)) >>> random.nextInt(57) << random.nextInt(8);
			threshold &= (1L << 56) - 1;
			assertThat(Threshold.parse(Threshold.text(threshold))).isEqualTo(threshold);
			double probability = Math.scalb(0.5 + random.nextDouble() / 2, -random.nextInt(28));
			long rounded = Threshold.of(probability);
			assertThat(((1L << 56) - rounded) / Math.scalb(1.0, 56)).isCloseTo(probability, within(probability / 1000));
		}
	}

	@Test
	void randomnessIsExplicitOrTheLastBitsOfTheTraceId() {
		String id = "ffffffffffffffffff23456789abcdef";
		assertThat(Threshold.randomness(null, id)).isEqualTo(0x23456789abcdefL);
		assertThat(Threshold.randomness("6e6d1a75832a2f", id)).isEqualTo(0x6e6d1a75832a2fL);
		assertThat(Threshold.randomness("6e6d1a75832a2", id)).isEqualTo(0x23456789abcdefL);
		assertThat(Threshold.randomness("6e6d1a75832a2g", id)).isEqualTo(0x23456789abcdefL);
	}

	@Test
	void largerPartTakesAllThatASmallerPartTakes() {
		Verdict few = Verdict.ratio(0.05);
		Verdict many = Verdict.ratio(0.3);
		int taken = 0;
		int all = 100_000;
		for (int i = 0; i < all; i++) {
			String id = IdGenerator.random().generateTraceId();
			boolean one = Results.isTaken(few.decide(id, TraceState.getDefault()));
			taken += one ? 1 : 0;
			assertThat(one && !Results.isTaken(many.decide(id, TraceState.getDefault()))).isFalse();
		}
		// Six standard deviations
		assertThat((double) taken / all).isCloseTo(0.05, within(6 * Math.sqrt(0.05 * 0.95 / all)));
	}

	@Test
	void thresholdGoesToTheFrontAndLeavesTheRest() {
		TraceState state = TraceState.builder().put("ot", "th:c;rv:6e6d1a75832a2f").put("foo", "1").build();
		TraceState changed = OtelState.withThreshold(state, Threshold.of(0.1));
		assertThat(changed.asMap().entrySet()).extracting(Object::toString)
			.containsExactly("ot=th:e666;rv:6e6d1a75832a2f", "foo=1");
		assertThat(OtelState.withThreshold(changed, Threshold.NONE).get("ot")).isEqualTo("rv:6e6d1a75832a2f");
		assertThat(
				OtelState.withThreshold(TraceState.builder().put("ot", "th:c").put("foo", "1").build(), Threshold.NONE)
					.asMap())
			.containsOnlyKeys("foo");
		assertThat(OtelState.withThreshold(changed, Threshold.of(0.1))).isSameAs(changed);
	}

	@Test
	void lastMemberMakesRoom() {
		var builder = TraceState.builder();
		for (int i = 0; i < 32; i++) {
			builder.put("k" + i, "v");
		}
		TraceState full = builder.build();
		TraceState changed = OtelState.withThreshold(full, 0);
		assertThat(changed.size()).isEqualTo(32);
		assertThat(changed.asMap().keySet()).startsWith("ot", "k31").doesNotContain("k0");
	}

}
