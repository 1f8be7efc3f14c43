package dev.fanlight.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.fanlight.metrics.CardinalityGuard.TagUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a guarded registry lets in, and that no measurement is lost.
 */
class CardinalityGuardTests {

	private static final String REQUESTS = "http.server.requests";

	private final AtomicLong nanoTime = new AtomicLong();

	private final MeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void valuesWithinTheLimitKeepTheirSeries() {
		guard(3, 100, 100);
		List.of("a", "b", "c").forEach((value) -> count("orders", "shop", value));
		assertThat(values("orders", "shop")).containsExactlyInAnyOrder("a", "b", "c");
	}

	@Test
	void valuesBeyondTheLimitAreCountedTogether() {
		guard(3, 100, 100);
		for (int i = 0; i < 50; i++) {
			count("orders", "shop", "shop" + i);
			count("orders", "shop", "shop0");
		}
		assertThat(values("orders", "shop")).containsExactlyInAnyOrder("shop0", "shop1", "shop2", "other");
		assertThat(total("orders")).isEqualTo(100);
		assertThat(this.registry.get("orders").tag("shop", "shop0").counter().count()).isEqualTo(51);
		assertThat(this.registry.get("orders").tag("shop", "other").counter().count()).isEqualTo(47);
	}

	@Test
	void limitOfOneTagIsItsOwn() {
		new CardinalityGuard(
				new CardinalityLimits(10, Map.of("shop", 1, "orders.kind", 2), 100, 100, Duration.ZERO, "other"),
				(name) -> false, this.nanoTime::get)
			.guard(this.registry);
		for (int i = 0; i < 20; i++) {
			count("orders", "shop", "s" + i, "kind", "k" + i, "day", "d" + i);
			count("returns", "kind", "k" + i);
		}
		assertThat(values("orders", "shop")).hasSize(2);
		assertThat(values("orders", "kind")).hasSize(3);
		assertThat(values("orders", "day")).hasSize(11);
		assertThat(values("returns", "kind")).hasSize(11);
	}

	@Test
	void limitOfAMeterKeepsTheTagsThatHaveFewValues() {
		guard(1000, 40, 1000);
		for (int i = 0; i < 500; i++) {
			count(REQUESTS, "uri", "/p" + i, "status", (i % 2 == 0) ? "200" : "500");
		}
		assertThat(this.registry.find(REQUESTS).counters()).hasSize(22);
		assertThat(total(REQUESTS)).isEqualTo(500);
		double faults = this.registry.find(REQUESTS)
			.tag("status", "500")
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
		assertThat(faults).as("the error rate is still right").isEqualTo(250);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 40, 200 })
	void limitOfAMeterHolds(int limit) {
		guard(1000, limit, 10_000);
		for (int i = 0; i < 3000; i++) {
			count("orders", "shop", "s" + i);
			count(REQUESTS, "uri", "/p" + i, "status", "s" + i % 10, "method", "m" + i % 7);
			count("returns", (i % 2 == 0) ? "shop" : "day", "v" + i);
			Gauge.builder("depth", () -> 1).tag("queue", "q" + i).register(this.registry);
		}
		assertThat(this.registry.getMeters())
			.allSatisfy((meter) -> assertThat(this.registry.find(meter.getId().getName()).meters())
				.hasSizeLessThanOrEqualTo(limit));
		assertThat(total("orders") + total(REQUESTS) + total("returns")).isEqualTo(9000);
		assertThat(this.registry.find("depth").gauges()).as("none is folded").hasSize(limit);
	}

	@Test
	void limitOfTheProcessLeavesOneSeriesForEachMeterThatIsKnown() {
		CardinalityGuard guard = guard(1000, 1000, 30);
		count("known", "id", "first");
		for (int i = 0; i < 100; i++) {
			count("orders", "id", "id" + i);
		}
		count("known", "id", "second");
		assertThat(total("orders")).isEqualTo(100);
		assertThat(total("known")).isEqualTo(2);
		assertThat(values("known", "id")).containsExactlyInAnyOrder("first", "other");
		count("unknown", "id", "x");
		assertThat(this.registry.find("unknown").meters()).isEmpty();
		assertThat(guard.refused()).isOne();
	}

	@Test
	void aMillionNamesOfMetersAreRefused() {
		CardinalityGuard guard = guard(10, 10, 50);
		for (int i = 0; i < 1_000_000; i++) {
			this.registry.counter("orders." + i).increment();
		}
		assertThat(this.registry.getMeters()).hasSize(50);
		assertThat(guard.refused()).isEqualTo(999_950);
	}

	@Test
	void gaugesBeyondTheLimitAreRefusedRatherThanMixed() {
		CardinalityGuard guard = guard(2, 100, 100);
		for (int i = 0; i < 5; i++) {
			int value = i;
			Gauge.builder("depth", () -> value).tag("queue", "q" + i).register(this.registry);
			FunctionCounter.builder("sent", this, (test) -> value).tag("queue", "q" + i).register(this.registry);
		}
		assertThat(values("depth", "queue")).containsExactlyInAnyOrder("q0", "q1");
		assertThat(values("sent", "queue")).containsExactlyInAnyOrder("q0", "q1");
		assertThat(guard.refused()).isEqualTo(6);
	}

	@Test
	void aRemovedMeterMakesRoom() {
		guard(1, 100, 100);
		Counter first = this.registry.counter("orders", "shop", "a");
		this.registry.counter("orders", "shop", "b").increment();
		this.registry.remove(first);
		this.registry.counter("orders", "shop", "b").increment();
		assertThat(values("orders", "shop")).containsExactlyInAnyOrder("other");
		this.registry.counter("orders", "shop", "c").increment();
		assertThat(values("orders", "shop")).contains("c");
	}

	@Test
	void idleSeriesMakeRoomWhereThereIsNone() {
		CardinalityGuard guard = guard(2, 100, 100);
		time("/a");
		time("/b");
		time("/c");
		assertThat(values(REQUESTS, "uri")).containsExactlyInAnyOrder("/a", "/b", "other");
		for (int minute = 0; minute <= 60; minute += 15) {
			this.nanoTime.set(TimeUnit.MINUTES.toNanos(minute));
			time("/b");
			guard.forget();
		}
		assertThat(values(REQUESTS, "uri")).doesNotContain("/a").contains("/b");
		time("/c2");
		assertThat(values(REQUESTS, "uri")).contains("/b", "/c2");
	}

	@Test
	void idleSeriesStayWhereThereIsRoom() {
		CardinalityGuard guard = guard(5, 100, 100);
		time("/a");
		for (int hour = 0; hour < 5; hour++) {
			this.nanoTime.set(TimeUnit.HOURS.toNanos(hour));
			guard.forget();
		}
		assertThat(values(REQUESTS, "uri")).containsExactly("/a");
	}

	@Test
	void metersThatOthersHoldAreNeverForgotten() {
		CardinalityGuard guard = guard(1, 100, 100);
		Timer held = this.registry.timer("held", "shop", "a");
		this.registry.timer("held", "shop", "b");
		for (int hour = 0; hour < 5; hour++) {
			this.nanoTime.set(TimeUnit.HOURS.toNanos(hour));
			guard.forget();
		}
		held.record(Duration.ofMillis(1));
		assertThat(this.registry.get("held").tag("shop", "a").timer().count()).isOne();
	}

	@Test
	void aCompositeIsForgottenWithItsParts() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(this.registry);
		CardinalityGuard guard = new CardinalityGuard(limits(1, 100, 100), REQUESTS::equals, this.nanoTime::get);
		guard.guard(this.registry);
		guard.guard(composite);
		composite.timer(REQUESTS, "uri", "/a").record(Duration.ofMillis(1));
		for (int minute = 0; minute <= 60; minute += 15) {
			this.nanoTime.set(TimeUnit.MINUTES.toNanos(minute));
			guard.forget();
		}
		assertThat(this.registry.getMeters()).isEmpty();
		composite.timer(REQUESTS, "uri", "/b").record(Duration.ofMillis(1));
		assertThat(this.registry.get(REQUESTS).tag("uri", "/b").timer().count()).isOne();
	}

	@Test
	void tellsTheWorstTags() {
		CardinalityGuard guard = guard(10, 100, 100);
		guard.bindTo(this.registry);
		for (int i = 0; i < 2000; i++) {
			Timer.builder(REQUESTS)
				.serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(200))
				.tags("uri", "/p" + i, "method", "GET")
				.register(this.registry);
		}
		guard.report();
		TagUsage worst = guard.worst(1).get(0);
		assertThat(worst.meter()).isEqualTo(REQUESTS);
		assertThat(worst.tag()).isEqualTo("uri");
		assertThat(worst.values()).isEqualTo(10);
		assertThat(worst.foldedValues()).isBetween(1600L, 2400L);
		assertThat(worst.series()).isEqualTo(11);
		assertThat(worst.lines()).isEqualTo(66);
		assertThat(worst.bytes()).isBetween(66 * 50L, 66 * 80L);
		assertThat(this.registry.get(CardinalityGuard.FOLDED)
			.tags("meter", REQUESTS, "tag", "uri")
			.functionCounter()
			.count()).isBetween(1985.0, 1990.0);
	}

	@Test
	void reportHoldsNoLockWhileItRegisters() {
		CardinalityGuard guard = guard(1, 10, 10);
		guard.bindTo(this.registry);
		guard.folded("orders", "shop", "b");
		List<Boolean> waited = new ArrayList<>();
		this.registry.config().onMeterAdded((added) -> {
			Thread other = new Thread(() -> guard.folded("orders", "day", "monday"));
			other.start();
			try {
				other.join(5000);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			waited.add(other.isAlive());
		});
		guard.report();
		assertThat(waited).containsExactly(false);
	}

	@Test
	void aMillionOfEverythingIsBoundedAndCounted() {
		CardinalityGuard guard = new CardinalityGuard(limits(100, 1000, 10_000), REQUESTS::equals, this.nanoTime::get);
		this.registry.config()
			.meterFilter(
					new RequestTagFilter(MeterNaming.MICROMETER.server(), MeterNaming.MICROMETER.client(), "other"));
		guard.guard(this.registry);
		attack(0, 1000);
		long before = usedHeap();
		attack(1000, 1_000_000);
		long grown = usedHeap() - before;
		assertThat(total(REQUESTS)).isEqualTo(1_000_000);
		assertThat(total("http.client.requests")).isEqualTo(1_000_000);
		assertThat(this.registry.getMeters().size()).isLessThanOrEqualTo(2 * 1000);
		assertThat(values(REQUESTS, "method")).containsExactly("other");
		assertThat(values("http.client.requests", "uri")).containsExactly("/users/{id}");
		// An entry for each value would be some 200 MB
		assertThat(grown).as("heap").isLessThan(20_000_000);
	}

	private void attack(int from, int to) {
		for (int i = from; i < to; i++) {
			this.registry.counter(REQUESTS, "uri", "/p" + i, "method", "M" + i, "exception", "E" + i).increment();
			this.registry.counter("http.client.requests", "uri", "/users/" + i + "?q=" + i, "client.name", "h" + i)
				.increment();
		}
	}

	@Test
	void micrometerKeepsNoEntryForAnIdThatIsMappedToAnExistingMeter() {
		CardinalityGuard guard = guard(1, 10, 10);
		long before = 0;
		for (int i = 0; i < 300_000; i++) {
			if (i == 1000) {
				before = usedHeap();
			}
			this.registry.timer(REQUESTS, "uri", "/p" + i).record(1, TimeUnit.MILLISECONDS);
		}
		assertThat(usedHeap() - before).isLessThan(10_000_000);
		assertThat(guard.series()).isEqualTo(2);
	}

	@Test
	void threadsShareTheLimitsAndLoseNothing() throws Exception {
		CardinalityGuard guard = guard(20, 50, 60);
		guard.bindTo(this.registry);
		int threads = 4;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch start = new CountDownLatch(1);
		List<? extends Future<?>> done = java.util.stream.IntStream.range(0, threads)
			.mapToObj((thread) -> executor.submit(() -> {
				start.await();
				for (int i = 0; i < 20_000; i++) {
					count(REQUESTS, "uri", "/p" + (i * 7 + thread) % 500, "status", "s" + i % 5);
				}
				return null;
			}))
			.toList();
		start.countDown();
		for (Future<?> future : done) {
			future.get(60, TimeUnit.SECONDS);
		}
		executor.shutdown();
		assertThat(total(REQUESTS)).isEqualTo(threads * 20_000);
		assertThat(this.registry.find(REQUESTS).meters()).hasSizeLessThanOrEqualTo(60 + 4);
	}

	@Test
	void aFilterAddedLaterTakesNothingAway() {
		guard(1, 10, 10);
		this.registry.config().commonTags("region", "eu");
		count("orders", "shop", "a");
		count("orders", "shop", "b");
		assertThat(this.registry.get("orders").tags("shop", "other", "region", "eu").counter().count()).isOne();
		assertThat(total("orders")).isEqualTo(2);
	}

	private CardinalityGuard guard(int valuesPerTag, int seriesPerMeter, int series) {
		CardinalityGuard guard = new CardinalityGuard(limits(valuesPerTag, seriesPerMeter, series), REQUESTS::equals,
				this.nanoTime::get);
		guard.guard(this.registry);
		return guard;
	}

	private static CardinalityLimits limits(int valuesPerTag, int seriesPerMeter, int series) {
		return new CardinalityLimits(valuesPerTag, Map.of(), seriesPerMeter, series, Duration.ofHours(1), "other");
	}

	private void count(String name, String... tags) {
		this.registry.counter(name, Tags.of(tags)).increment();
	}

	private void time(String uri) {
		this.registry.timer(REQUESTS, "uri", uri).record(1, TimeUnit.MILLISECONDS);
	}

	private double total(String name) {
		return this.registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
	}

	private List<String> values(String name, String key) {
		return this.registry.find(name)
			.meters()
			.stream()
			.map(Meter::getId)
			.flatMap((id) -> id.getTags().stream())
			.filter((tag) -> tag.getKey().equals(key))
			.map(Tag::getValue)
			.distinct()
			.toList();
	}

	private static long usedHeap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
