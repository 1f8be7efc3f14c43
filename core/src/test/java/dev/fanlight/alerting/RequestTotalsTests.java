package dev.fanlight.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Arithmetic on what was counted, and what is remembered for it.
 */
class RequestTotalsTests {

	private static final double[] EDGES = { 0.1, 0.5, 1 };

	@Test
	void percentileIsLinearWithinItsBucketAsInPrometheus() {
		RequestTotals totals = new RequestTotals(100, 0, EDGES, new double[] { 50, 90, 100 });
		assertThat(totals.percentile(0.5)).isCloseTo(0.1, within(1e-9));
		assertThat(totals.percentile(0.7)).isCloseTo(0.3, within(1e-9));
		assertThat(totals.percentile(0.99)).isCloseTo(0.95, within(1e-9));
		assertThat(totals.bucketWords(0.99)).isEqualTo("between 500 ms and 1 s");
	}

	@Test
	void percentileBeyondTheLastBucketIsItsEdge() {
		RequestTotals totals = new RequestTotals(100, 0, EDGES, new double[] { 50, 90, 95 });
		assertThat(totals.percentile(0.99)).isEqualTo(1);
		assertThat(totals.bucketWords(0.99)).isEqualTo("longer than 1 s");
	}

	@Test
	void withoutHistogramThereIsNoPercentile() {
		assertThat(new RequestTotals(100, 0, new double[0], new double[0]).percentile(0.99)).isNaN();
	}

	@Test
	void bucketsThatOnlyOneHasAreLeftOut() {
		RequestTotals sum = new RequestTotals(10, 1, EDGES, new double[] { 1, 5, 9 })
			.plus(new RequestTotals(20, 2, new double[] { 0.5, 2 }, new double[] { 10, 20 }));
		assertThat(sum.count()).isEqualTo(30);
		assertThat(sum.faults()).isEqualTo(3);
		assertThat(sum.edges()).containsExactly(0.5);
		assertThat(sum.buckets()).containsExactly(15);
	}

	@Test
	void windowHoldsWhatCameSinceItBegan() {
		RequestWindow window = new RequestWindow(Duration.ofMinutes(5));
		Instant start = Instant.EPOCH;
		for (int minute = 0; minute <= 10; minute++) {
			window.add(start.plus(Duration.ofMinutes(minute)),
					Map.of("GET /", new RequestTotals(10 * minute, minute, EDGES, new double[] { minute, 0, 0 })));
		}
		assertThat(window.read(null)).containsOnlyKeys("GET /");
		assertThat(window.read(null).get("GET /")).satisfies((totals) -> {
			assertThat(totals.count()).isEqualTo(50);
			assertThat(totals.faults()).isEqualTo(5);
			assertThat(totals.buckets()[0]).isEqualTo(5);
		});
	}

	@Test
	void routeIsFoundWithAndWithoutItsMethod() {
		RequestWindow window = new RequestWindow(Duration.ofMinutes(5));
		window.add(Instant.EPOCH, Map.of());
		RequestTotals one = new RequestTotals(1, 0, new double[0], new double[0]);
		window.add(Instant.EPOCH.plusSeconds(60), Map.of("GET /a", one, "POST /a", one, "GET /b/a", one));
		assertThat(window.read("/a")).containsOnlyKeys("GET /a", "POST /a");
		assertThat(window.read("POST /a")).containsOnlyKeys("POST /a");
	}

	@Test
	void countersThatBeganAnewAreNoNegativeTraffic() {
		RequestTotals before = new RequestTotals(100, 50, EDGES, new double[] { 1, 1, 1 });
		RequestTotals after = new RequestTotals(3, 1, EDGES, new double[] { 2, 2, 3 });
		assertThat(after.since(before)).isEqualTo(after);
	}

	@Test
	void numbersAreWords() {
		assertThat(Words.lasting(Duration.ofSeconds(503))).isEqualTo("8m 23s");
		assertThat(Words.lasting(Duration.ofMillis(3_700_900))).isEqualTo("1h 1m 40s");
		assertThat(Words.lasting(Duration.ZERO)).isEqualTo("0s");
		assertThat(Words.ratio(0.99951)).isEqualTo("99.95 %");
		assertThat(Words.seconds(0.0123456)).isEqualTo("12.3 ms");
		assertThat(Words.number(1e6)).isEqualTo("1000000");
		assertThat(Words.number(Double.NaN)).isEqualTo("unknown");
	}

	@Test
	void whatIsRememberedIsBounded() {
		History<Integer> history = new History<>(Duration.ofMinutes(5));
		RequestWindow window = new RequestWindow(Duration.ofMinutes(5));
		Map<String, RequestTotals> many = new java.util.HashMap<>();
		for (int i = 0; i < 2 * RequestWindow.MOST_ROUTES; i++) {
			many.put("GET /" + i, new RequestTotals(1, 0, new double[0], new double[0]));
		}
		window.add(Instant.EPOCH, Map.of());
		window.add(Instant.EPOCH.plusSeconds(60), many);
		for (int second = 0; second < 3600; second++) {
			history.add(Instant.EPOCH.plusSeconds(second), second);
		}
		assertThat(history.size()).isBetween(History.POINTS, History.POINTS + 2);
		assertThat(window.read(null)).hasSize(RequestWindow.MOST_ROUTES + 1);
		assertThat(window.read(null).values().stream().mapToDouble(RequestTotals::count).sum())
			.isEqualTo(2 * RequestWindow.MOST_ROUTES);
	}

}
