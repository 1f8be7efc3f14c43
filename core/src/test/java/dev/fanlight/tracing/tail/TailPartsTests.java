package dev.fanlight.tracing.tail;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The small parts, each against something obvious. */
class TailPartsTests {

	private final Random random = new Random(42);

	@Test
	void spanIdsAreASet() {
		SpanIds ids = new SpanIds();
		Set<Long> expected = new HashSet<>();
		for (int i = 0; i < 200_000; i++) {
			// Few different ids, so that slots collide and gaps are closed
			long id = 1 + this.random.nextInt((i < 100_000) ? 60 : 5000);
			if (this.random.nextBoolean()) {
				ids.add(id);
				expected.add(id);
			}
			else {
				assertThat(ids.remove(id)).isEqualTo(expected.remove(id));
			}
			assertThat(ids.size()).isEqualTo(expected.size());
		}
		Set.copyOf(expected).forEach((id) -> assertThat(ids.remove(id)).isTrue());
		assertThat(ids.isEmpty()).isTrue();
	}

	@Test
	void theLatestVerdictsAreRemembered() {
		Verdicts verdicts = new Verdicts(4096);
		String[] traces = new String[100_000];
		for (int i = 0; i < traces.length; i++) {
			traces[i] = "%016x%016x".formatted(this.random.nextLong(), this.random.nextLong());
			if (i % 3 == 0) {
				verdicts.keep(traces[i], KeepReason.values()[i % 6]);
			}
			else {
				verdicts.forget(traces[i]);
			}
		}
		int known = 0;
		for (int i = 0; i < traces.length; i++) {
			if (verdicts.isKnown(traces[i])) {
				known++;
				assertThat(verdicts.kept(traces[i])).isEqualTo((i % 3 == 0) ? KeepReason.values()[i % 6] : null);
			}
		}
		assertThat(known).isEqualTo(4096);
		// Five of 1024 in one of 1024 sets are rare
		assertThat(Arrays.stream(traces).skip(traces.length - 1024).filter(verdicts::isKnown).count())
			.isGreaterThan(1000);
	}

	@Test
	void aNewVerdictReplacesTheOld() {
		Verdicts verdicts = new Verdicts(64);
		String trace = "0123456789abcdef0123456789abcdef";
		verdicts.forget(trace);
		assertThat(verdicts.kept(trace)).isNull();
		verdicts.keep(trace, KeepReason.SLOW);
		assertThat(verdicts.kept(trace)).isEqualTo(KeepReason.SLOW);
	}

	@Test
	void thePercentileIsNeverBelowAndAtMostASixteenthAbove() {
		for (double percentile : new double[] { 0.5, 0.9, 0.99, 0.999 }) {
			LatencySketch sketch = new LatencySketch(percentile);
			long[] latest = new long[sketch.generation()];
			for (int i = 0; i < latest.length; i++) {
				latest[i] = (long) (5_000_000 * Math.exp(this.random.nextGaussian()));
				assertThat(sketch.threshold(percentile)).isEqualTo(Long.MAX_VALUE);
				sketch.add(latest[i]);
			}
			Arrays.sort(latest);
			long exact = latest[(int) Math.ceil(percentile * latest.length) - 1];
			assertThat(sketch.threshold(percentile)).isBetween(exact, (long) (exact * 1.0625) + 1);
		}
	}

	@Test
	void thePercentileFollowsTheRoute() {
		LatencySketch sketch = new LatencySketch(0.9);
		for (int i = 0; i < 3 * sketch.generation(); i++) {
			sketch.add(1_000_000);
		}
		assertThat(sketch.threshold(0.9)).isBetween(1_000_000L, 1_062_501L);
		for (int i = 0; i < 2 * sketch.generation(); i++) {
			sketch.add(50_000_000);
		}
		assertThat(sketch.threshold(0.9)).isBetween(50_000_000L, 53_125_001L);
		assertThat(new LatencySketch(0.5).threshold(0.5)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void anotherPercentileIsKnownFromTheSameSamples() {
		LatencySketch sketch = new LatencySketch(0.9);
		for (int i = 0; i < sketch.generation(); i++) {
			sketch.add((i % 20 == 0) ? 50_000_000 : 1_000_000);
		}
		assertThat(sketch.threshold(0.9)).isLessThan(2_000_000);
		assertThat(sketch.threshold(0.99)).isBetween(50_000_000L, 53_125_001L);
		// One in a thousand takes more samples than there are
		assertThat(sketch.threshold(0.999)).isEqualTo(Long.MAX_VALUE);
		for (int i = 0; i < sketch.generation(); i++) {
			sketch.add((i % 20 == 0) ? 50_000_000 : 1_000_000);
		}
		assertThat(sketch.threshold(0.999)).isBetween(50_000_000L, 53_125_001L);
		assertThat(sketch.threshold(0.5)).isLessThan(2_000_000);
		assertThat(sketch.threshold(0.999)).isBetween(50_000_000L, 53_125_001L);
	}

	@Test
	void durationsOutOfRangeDoNoHarm() {
		LatencySketch sketch = new LatencySketch(0.9);
		for (int i = 0; i < sketch.generation(); i++) {
			sketch.add((i % 2 == 0) ? 0 : Long.MAX_VALUE);
		}
		assertThat(sketch.threshold(0.9)).isEqualTo(Long.MAX_VALUE);
		assertThat(new RouteLatencies().isUnusual("GET /", 1, 0)).isFalse();
	}

	@Test
	void routesAreBounded() {
		RouteLatencies routes = new RouteLatencies();
		for (int i = 0; i < 1000; i++) {
			routes.isUnusual("first", 1_000_000, 0.5);
		}
		assertThat(routes.isUnusual("first", 2_000_000, 0.5)).isTrue();
		for (int i = 0; i < RouteLatencies.MAX_ROUTES; i++) {
			routes.isUnusual("GET /" + i, 1_000_000, 0.5);
		}
		for (int i = 0; i < 1000; i++) {
			routes.isUnusual("one too many", 1_000_000, 0.5);
		}
		assertThat(routes.isUnusual("one too many", Long.MAX_VALUE, 0.5)).isFalse();
		assertThat(routes.isUnusual("first", 2_000_000, 0.5)).isTrue();
	}

}
