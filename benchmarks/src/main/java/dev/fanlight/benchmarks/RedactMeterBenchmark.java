package dev.fanlight.benchmarks;

import java.util.concurrent.TimeUnit;

import dev.fanlight.metrics.RedactingMeterFilter;
import dev.fanlight.metrics.RedactingObservationFilter;
import dev.fanlight.redaction.RedactionPolicy;
import dev.fanlight.redaction.Redactor;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The tags of an HTTP server request: through the filter, which a registry asks once for
 * each id; through the look-up that follows; and the key-values of its observation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RedactMeterBenchmark {

	private static final Tags TAGS = Tags.of("error", "none", "exception", "none", "method", "GET", "outcome",
			"SUCCESS", "status", "200", "uri", "/orders/{id}");

	private final RedactingMeterFilter filter = new RedactingMeterFilter(Redactor.of(RedactionPolicy.defaults()));

	private final RedactingObservationFilter observationFilter = new RedactingObservationFilter(
			Redactor.of(RedactionPolicy.defaults()));

	private final Meter.Id id = new Meter.Id("http.server.requests", TAGS, null, null, Meter.Type.COUNTER);

	private final MeterRegistry raw = new SimpleMeterRegistry();

	private final MeterRegistry redacted = new SimpleMeterRegistry();

	private final Observation.Context context = new Observation.Context();

	/** Fill the context and the registries. */
	public RedactMeterBenchmark() {
		this.redacted.config().meterFilter(this.filter);
		TAGS.forEach((tag) -> this.context.addLowCardinalityKeyValue(KeyValue.of(tag.getKey(), tag.getValue())));
		this.context.addHighCardinalityKeyValue(KeyValue.of("http.url", "https://shop.example/orders/4711?page=2"));
		this.context.setContextualName("http get /orders/{id}");
	}

	/** The filter alone, for a clean id. */
	@Benchmark
	public Object filter() {
		return this.filter.map(this.id);
	}

	/** Look up a meter in a registry without the filter. */
	@Benchmark
	public Counter lookUpRaw() {
		return this.raw.counter("http.server.requests", TAGS);
	}

	/** Look up a meter in a registry with the filter. */
	@Benchmark
	public Counter lookUpRedacted() {
		return this.redacted.counter("http.server.requests", TAGS);
	}

	/** Read the key-values of an observation, as any filter or handler does. */
	@Benchmark
	public Object observationRead() {
		return this.context.getLowCardinalityKeyValues().iterator().next().hashCode()
				+ this.context.getHighCardinalityKeyValues().iterator().next().hashCode();
	}

	/** Redact the key-values of an observation. */
	@Benchmark
	public Object observationRedacted() {
		return this.observationFilter.map(this.context);
	}

}
