package dev.fanlight.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.fanlight.metrics.CardinalityGuard;
import dev.fanlight.metrics.CardinalityLimits;
import dev.fanlight.metrics.MeterNaming;
import dev.fanlight.metrics.RedactingMeterFilter;
import dev.fanlight.metrics.RequestNaming;
import dev.fanlight.metrics.RequestTagFilter;
import dev.fanlight.metrics.TargetInfo;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One scrape of 10,000 series: 4,000 counters and 400 timers of fifteen lines each, in a
 * registry as Micrometer makes it and in one with everything that Fanlight adds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScrapeBenchmark {

	private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

	private static final int COUNTERS = 4000;

	private static final int TIMERS = 400;

	private static final int TAGS = 20;

	/** Whose registry it is. */
	@Param({ "micrometer", "fanlight", "fanlightClassic" })
	String registry = "micrometer";

	private final PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	/** Make the series. */
	@Setup
	public void fill() {
		if (!this.registry.equals("micrometer")) {
			MeterNaming naming = this.registry.equals("fanlight") ? MeterNaming.MICROMETER : MeterNaming.CLASSIC;
			this.scraped.config().meterFilter(new RedactingMeterFilter(Redactor.of(RedactionPolicy.defaults())));
			new RequestNaming(naming, "http.server.requests", "http.client.requests").name(this.scraped);
			this.scraped.config().meterFilter(new RequestTagFilter(naming.server(), naming.client(), "other"));
			CardinalityGuard guard = new CardinalityGuard(
					new CardinalityLimits(COUNTERS, Map.of(), COUNTERS, 2 * COUNTERS, Duration.ZERO, "other"),
					(meter) -> false, System::nanoTime);
			guard.guard(this.scraped);
			guard.bindTo(this.scraped);
			TargetInfo.register(this.scraped.getPrometheusRegistry(), Map.of("service.name", "shop"));
		}
		for (int i = 0; i < COUNTERS; i++) {
			this.scraped.counter("orders" + i % TAGS, "shop", "shop" + i).increment(i);
		}
		for (int i = 0; i < TIMERS; i++) {
			Timer.builder("http.server.requests")
				.serviceLevelObjectives(buckets())
				.tags("exception", "none", "method", "GET", "outcome", "SUCCESS", "status", "200", "uri", "/route" + i)
				.register(this.scraped)
				.record(Duration.ofMillis(i));
		}
	}

	private static Duration[] buckets() {
		return java.util.stream.IntStream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
			.mapToObj(Duration::ofMillis)
			.toArray(Duration[]::new);
	}

	/** Write everything there is, as the endpoint does. */
	@Benchmark
	public int scrape() throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.scraped.scrape(out, OPEN_METRICS);
		return out.size();
	}

}
